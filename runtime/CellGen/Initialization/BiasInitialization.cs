namespace CellGen;

/// <summary>How an <see cref="Initialization"/> draws a bias.</summary>
public enum BiasInitialization
{
    /// <summary>Uniform over ±1/√fan, as torch.</summary>
    Uniform,

    /// <summary>Zero, as Keras.</summary>
    Zero,
}

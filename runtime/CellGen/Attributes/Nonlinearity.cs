namespace CellGen;

/// <summary>The function of an Elman cell, as the nonlinearity of torch.nn.RNN.</summary>
public enum Nonlinearity
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(0, x).</summary>
    Relu,
}

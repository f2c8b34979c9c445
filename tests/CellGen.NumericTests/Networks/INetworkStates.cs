namespace CellGen.NumericTests.Networks;

/// <summary>An array of States of a generated net.</summary>
public interface INetworkStates
{
    /// <summary>The array itself.</summary>
    Array Array { get; }

    /// <summary>The number of values of one.</summary>
    int ValueCount { get; }

    /// <summary>Copies the values of one out.</summary>
    void CopyTo(int index, Span<float> values);

    /// <summary>Copies values into one.</summary>
    void CopyFrom(int index, ReadOnlySpan<float> values);

    /// <summary>The hidden state of a cell.</summary>
    Span<float> Hidden(int index, string cell, int layer, int direction);

    /// <summary>The cell state of a cell.</summary>
    Span<float> Cell(int index, string cell, int layer, int direction);
}

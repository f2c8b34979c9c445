namespace CellGen.Generator.Networks;

/// <summary>Rows of numbers that go from operation to operation of a net of several layers.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Layer">The layer that gives them, or whose gradient they are; −1 is the input of the net.</param>
/// <param name="Size">The number of values in a row.</param>
/// <param name="OneRow">Whether there is one row a sequence, instead of one a step.</param>
internal sealed record Rows(RowsKind Kind, int Layer, int Size, bool OneRow)
{
    /// <summary>Their gradient.</summary>
    public Rows Gradient => this with { Kind = Kind == RowsKind.Output ? RowsKind.OutputGradient : RowsKind.Gradient };

    /// <summary>All of their columns.</summary>
    public Columns All => new(this, 0, Size);

    /// <summary>Some of them.</summary>
    public Columns Part(int first, int count) => new(this, first, count);
}

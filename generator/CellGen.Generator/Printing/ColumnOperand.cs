namespace CellGen.Generator.Printing;

/// <summary>The number that a column of weights is multiplied with.</summary>
/// <param name="Reference">The reference to the operand.</param>
/// <param name="Column">The number's place in it.</param>
internal sealed record ColumnOperand(string Reference, Offset Column)
{
    /// <summary>Whether the reference is to VolatileSingle, so that the number is read from memory at each use.</summary>
    public bool IsAgain { get; init; }

    /// <summary>The C# of the number in every lane, where it is at hand; else null.</summary>
    public string? Spread { get; init; }

    /// <summary>The variable that holds the number in every lane, where one call is not enough.</summary>
    public string Variable { get; init; } = "x";

    /// <summary>The C# of the number.</summary>
    public string Element => VectorText.Element(Reference, Column) + (IsAgain ? ".Value" : "");
}

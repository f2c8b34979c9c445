namespace CellGen.Generator.Model;

/// <summary>An output of a net.</summary>
/// <param name="Name">The name of its argument, such as gains.</param>
/// <param name="Size">The number of values in a row.</param>
/// <param name="OneRow">Whether a whole sequence gives one row.</param>
internal sealed record OutputSpec(string Name, int Size, bool OneRow)
{
    /// <summary>The constant of its size.</summary>
    public string SizeName => char.ToUpperInvariant(Name.TrimStart('@')[0]) + Name.TrimStart('@').Substring(1) + "Size";

    /// <summary>The argument of its gradient.</summary>
    public string Gradient => Name.TrimStart('@') + "Gradient";
}

namespace CellGen.Generator.Emission;

/// <summary>The partial sums of an accumulated vector: their names, and the tree that adds them.</summary>
internal static class PartialSumText
{
    private static readonly string[] Letters = ["a", "b", "c", "d"];

    /// <summary>a0, b0, c0, d0 for vector "0".</summary>
    public static string Name(int partial, string vector) => Letters[partial] + vector;

    /// <summary>The statement that adds the partial sums of a vector into the first; empty where there is one.</summary>
    public static string Tree(int partials, string vector) => partials switch
    {
        1 => "",
        2 => $"a{vector} += b{vector};",
        _ => $"a{vector} = (a{vector} + b{vector}) + (c{vector} + d{vector});",
    };
}

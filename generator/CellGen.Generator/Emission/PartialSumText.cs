namespace CellGen.Generator.Emission;

/// <summary>The partial sums of an accumulated vector: their names, and the tree that adds them.</summary>
internal static class PartialSumText
{
    private static readonly string[] Letters = ["a", "b", "c", "d"];

    /// <summary>a0, b0, c0, d0 for vector "0".</summary>
    public static string Name(int partial, string vector) => Letters[partial] + vector;

    /// <summary>The statement that adds the partial sums of a vector into the first; empty where there is one.</summary>
    public static string Tree(int partials, string vector) => Tree(partials, p => Name(p, vector));

    /// <summary>The same with names of the caller's.</summary>
    public static string Tree(int partials, Func<int, string> sum) => partials switch
    {
        1 => "",
        2 => $"{sum(0)} += {sum(1)};",
        _ => $"{sum(0)} = ({sum(0)} + {sum(1)}) + ({sum(2)} + {sum(3)});",
    };
}

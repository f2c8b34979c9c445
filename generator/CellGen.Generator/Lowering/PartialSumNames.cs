using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Lowering;

/// <summary>The partial sums of an accumulated vector: their names, and the tree that adds them.</summary>
internal static class PartialSumNames
{
    private static readonly string[] Letters = ["a", "b", "c", "d"];

    /// <summary>a0, b0, c0, d0 for vector "0".</summary>
    public static string Of(int partial, string vector) => Letters[partial] + vector;

    /// <summary>Adds the partial sums of a vector into the first.</summary>
    public static void BuildTree(KernelBuilder kernel, IReadOnlyList<Value.Local> sums)
    {
        if (sums.Count > 1)
        {
            kernel.Set(sums[0].Name, Tree(sums));
        }
    }

    /// <summary>The sum of the partial sums of a vector.</summary>
    public static Value Tree(IReadOnlyList<Value> sums) => sums.Count switch
    {
        1 => sums[0],
        2 => sums[0] + sums[1],
        _ => (sums[0] + sums[1]) + (sums[2] + sums[3]),
    };
}

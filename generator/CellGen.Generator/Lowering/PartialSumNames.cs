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
        switch (sums.Count)
        {
            case 1:
                return;
            case 2:
                kernel.Set(sums[0].Name, sums[0] + sums[1]);
                return;
            default:
                kernel.Set(sums[0].Name, (sums[0] + sums[1]) + (sums[2] + sums[3]));
                return;
        }
    }
}

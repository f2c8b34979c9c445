using CellGen.Generator.Planning.Schedules;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// The product of a head with few outputs: lanes are what it reads. Each output has 16 sums, of which number j takes the
/// values k ≡ j modulo 16, in order; sum j then takes sum j + 8, then j + 4, j + 2 and j + 1; the bias is added last. The
/// same at every width; the plain path has one sum.
/// </summary>
/// <param name="Summary">What it computes, for its doc comment.</param>
/// <param name="Layout">The lanes of the packed weights; their columns are the outputs.</param>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="Bias">Whether a bias is added.</param>
internal sealed record NarrowProduct(string Summary, LaneLayout Layout, int Outputs, bool Bias) : Kernel(Summary)
{
    /// <summary>
    /// The most outputs that there may be: one tree adds the lanes of four sums. Fewer outputs share it between rows.
    /// </summary>
    public const int MostOutputs = 4;

    /// <summary>The values that are multiplied at once, one a sum.</summary>
    public static int Block(VectorProfile profile) => profile.IsPlain ? 1 : LaneLayout.Block;

    /// <summary>How some values of a row are visited.</summary>
    public ColumnSchedule Schedule(VectorProfile profile, int values) => NarrowColumns.Of(values, Block(profile), profile);

    /// <summary>The lanes of the vectors: no wider than what is read.</summary>
    public int Width(VectorProfile profile) => Math.Min(profile.Lanes, Layout.Units > 8 ? 16 : Layout.Units > 4 ? 8 : 4);
}

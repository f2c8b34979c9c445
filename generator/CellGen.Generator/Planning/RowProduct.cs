using CellGen.Generator.Planning.Schedules;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>A product of a packed matrix with many rows at once.</summary>
/// <param name="Name">The name of the kernel.</param>
/// <param name="Summary">What it computes, for its doc comment.</param>
/// <param name="Layout">The packed order of the matrix.</param>
/// <param name="Columns">The length of an input row.</param>
/// <param name="Start">What the sums start from.</param>
internal sealed record RowProduct(KernelName Name, string Summary, LaneLayout Layout, int Columns, RowStart Start) : Kernel(Summary)
{
    /// <summary>The number of independent partial sums, the same at every width.</summary>
    public int Partials(VectorProfile profile) => IsRecurrent
        ? PartialSums.OfRecurrentProduct(Layout.Gates, Layout.Units, Columns, profile)
        : PartialSums.OfRowProduct(Layout.Lanes, Columns, profile);

    /// <summary>
    /// Whether it is a step's product within the recurrence, for a row of each sequence: its sums are those of the product with one
    /// vector, and have its bits.
    /// </summary>
    public bool IsRecurrent { get; init; }

    /// <summary>The most rows that it is called with, where that is known; else 0.</summary>
    public int MostRows { get; init; }

    /// <summary>Whether what has become tiny is stored as zero.</summary>
    public bool Flushes { get; init; }

    /// <summary>The number of columns that are multiplied: behind them is nothing but padding.</summary>
    public int UsedColumns { get; init; } = Columns;

    /// <summary>Whether the number of columns is an argument: one kernel serves products that differ in nothing else.</summary>
    public bool IsVariable { get; init; }

    /// <summary>Whether the sums have one part at every width: where partial sums take turns, the columns left over belong to certain ones.</summary>
    public bool HasOneSum => VectorProfile.All.All(profile => Partials(profile) == 1);

    /// <summary>
    /// Whether the number of columns may be an argument: there is a loop over them, sums have one part, and no width cuts the
    /// product by their number. A few columns a step of several panels does not read at all (<see cref="HeldInput"/>).
    /// </summary>
    public bool CouldVary => Columns == UsedColumns && Columns >= 4 && HasOneSum && (Layout.Lanes <= Layout.PanelLanes || Columns > HeldInput.MostColumns)
        && VectorProfile.All.All(profile => !RowTiling.Of(this, profile).KnowsColumns);

    /// <summary>Whether the loop over the columns may leave one over, where their number is an argument.</summary>
    public bool HasRest { get; init; } = Columns % 2 != 0;

    /// <summary>
    /// Whether rows that do not fill a tile are filled up with the last one, computed again: where the rows are the steps of a
    /// sequence and no one waits for a single row, that costs less than the text of another loop.
    /// </summary>
    public bool FillsTiles { get; init; }

    /// <summary>
    /// Whether a row is so few multiply-adds for each number that is stored that rows which share the weights would save less time than they
    /// have text.
    /// </summary>
    public bool HasFewColumns => Name == KernelName.HeadInputGradient && Columns <= NarrowProduct.MostOutputs;

    /// <summary>Whether output rows hold the units alone, as users' spans do, or all lanes with their padding.</summary>
    public bool IsExact => Layout.Gates == 1;
}

/// <summary>What the sums of a <see cref="RowProduct"/> start from.</summary>
internal enum RowStart
{
    Zero,
    Bias,

    /// <summary>Zero, or what the output holds already: the caller says which.</summary>
    Accumulate,
}

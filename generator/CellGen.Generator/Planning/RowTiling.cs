using CellGen.Generator.Planning.Schedules;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// How a product over many rows at once, or a sum of outer products, is cut up for one width: panels as they lie in memory,
/// within them chunks of vectors that stay in registers together with a tile of rows (or of columns).
/// </summary>
/// <param name="Tile">The number of rows, or of columns, at once.</param>
/// <param name="Vectors">The number of vectors in a whole chunk.</param>
internal sealed record RowTiling(int Tile, int Vectors)
{
    private const int ManyLanes = 256;

    /// <summary>The chunks of the matrix, equal ones together.</summary>
    public IReadOnlyList<ChunkRun> Chunks { get; private init; } = [];

    /// <summary>
    /// The chunks of a row alone, as a step has it: whole panels, or equal parts of them, so that there are sums enough to hide the
    /// latency of a multiply-add, and the weights are read in the order of memory. None where rows always fill tiles.
    /// </summary>
    public IReadOnlyList<ChunkRun> OneRow { get; private init; } = [];

    /// <summary>The number of columns that are visited for all rows before the next ones; 0 where all are.</summary>
    public int Block { get; private init; }

    /// <summary>How the columns are visited; those of a gradient, which sums over the steps, are the steps.</summary>
    public ColumnSchedule Schedule { get; private init; } = new(0, 1) { IsVariable = true };

    /// <summary>Whether the number of columns is part of the cut.</summary>
    public bool KnowsColumns => Block > 0 || Chunks.Any(run => run.Prefetching is not null);

    /// <summary>The cut of a product over rows.</summary>
    public static RowTiling Of(RowProduct product, VectorProfile profile)
    {
        int partials = product.Partials(profile);
        var tiling = product.IsRecurrent && !profile.IsPlain ? OfRecurrence(product.Layout, partials, profile) : Create(profile, product.Layout, partials);
        tiling = product.HasFewColumns ? new RowTiling(1, tiling.Tile * tiling.Vectors) : tiling;
        var blocked = OfBlocks(product.Layout, profile);
        int block = ColumnBlock.Of(product, blocked.Vectors * profile.Lanes, profile);
        tiling = block > 0 ? blocked : tiling;
        return tiling with
        {
            Block = block,
            Chunks = [.. tiling.ChunksOf(product.Layout, profile).Select(run => run with { Prefetching = block > 0 ? null : PanelPrefetch.Of(product, run, profile) })],
            OneRow = product.FillsTiles ? [] : [.. OfOneRow(product, profile).ChunksOf(product.Layout, profile)],
            Schedule = RowColumns.Of(product, profile),
        };
    }

    /// <summary>The cut of a weight gradient.</summary>
    public static RowTiling Of(WeightGradient gradient, VectorProfile profile)
    {
        var tiling = OfGradients(gradient.Layout, profile);
        return tiling with { Chunks = [.. tiling.ChunksOf(gradient.Layout, profile)] };
    }

    /// <summary>Four rows share each load of weights, and the vectors of a chunk share each broadcast.</summary>
    /// <param name="profile">The width.</param>
    /// <param name="layout">The packed order of the matrix.</param>
    /// <param name="partials">The number of partial sums.</param>
    public static RowTiling Create(VectorProfile profile, LaneLayout layout, int partials)
    {
        // With two partial sums four rows would leave sixteen registers for one vector, and more loads than multiply-adds.
        if (profile.HasFewRegisters && partials == 2)
        {
            return layout.UsedLanes <= 3 * profile.Lanes ? new RowTiling(2, 3) : new RowTiling(3, 2);
        }

        if (profile.IsPlain)
        {
            return new RowTiling(1, 4);
        }

        int sums = profile.Accumulators * 2 / 3 / partials;
        int tile = Math.Max(1, Math.Min(4, sums));
        return new RowTiling(tile, Math.Max(1, sums / tile));
    }

    /// <summary>
    /// Measured on Emerald Rapids in turns, a step with these chunks over one with the tile's, 256 bits: GRU(100,24) 0.50, GRU(64,48)
    /// 0.82, GRU(114,96) 0.77, LSTM(128,128) 0.78, LSTM(32,128) with 96 outputs 0.89; 512 bits: 0.73, 0.97, 1.00, 1.00, 0.99.
    /// </summary>
    private static RowTiling OfOneRow(RowProduct product, VectorProfile profile)
    {
        if (profile.IsPlain)
        {
            return Create(profile, product.Layout, product.Partials(profile));
        }

        int most = Math.Max(1, (profile.IsBrief ? 8 : profile.Accumulators) / product.Partials(profile));
        int panel = (product.Layout.PanelLanes + profile.Lanes - 1) / profile.Lanes;
        int parts = (panel + most - 1) / most;
        return new RowTiling(1, (panel + parts - 1) / parts);
    }

    /// <summary>
    /// A product of the recurrence over the rows of sequences abreast, whose partial sums leave fewer vectors. Measured with 512 bits,
    /// GRU(64, 128) forward takes 5 % less with 4 × 3 vectors than with 4 × 2: as many sums as registers hold, where they make
    /// whole panels. With 16 registers two rows, of which 16 sequences leave none over.
    /// </summary>
    private static RowTiling OfRecurrence(LaneLayout layout, int partials, VectorProfile profile)
    {
        if (profile.HasFewRegisters)
        {
            return new RowTiling(2, profile.Accumulators / 2 / partials);
        }

        int panel = Math.Min(layout.PanelLanes, layout.Lanes) / profile.Lanes;
        return new RowTiling(4, Enumerable.Range(1, profile.Accumulators / 4 / partials).Last(vectors => panel % vectors == 0));
    }

    /// <summary>With blocks of columns there is one partial sum at a time, and four rows have as many vectors as registers hold.</summary>
    private static RowTiling OfBlocks(LaneLayout layout, VectorProfile profile)
    {
        int most = profile.HasFewRegisters ? 3 : 4;
        int panel = Math.Max(1, Math.Min(layout.PanelLanes, layout.Lanes) / Math.Max(1, profile.Lanes));
        return new RowTiling(4, Math.Min(most, panel));
    }

    /// <summary>
    /// A tile of columns shares each load of gradients. With 16 registers it has three vectors where they make whole panels or there are
    /// many: with two LSTM(32, 128) takes 1.06 of the time forward and backward, but GRU(10, 20, 2) both directions and
    /// LSTM(10, 20, 2) take no more, and have less text.
    /// </summary>
    private static RowTiling OfGradients(LaneLayout layout, VectorProfile profile) => new(
        WeightGradient.Tile,
        profile.HasFewRegisters && (layout.Lanes >= ManyLanes || layout.PanelLanes % (3 * profile.Lanes) == 0) ? 3 : profile.Accumulators * 2 / 3 / WeightGradient.Tile);

    /// <summary>The chunks of a matrix, equal ones together, without the vectors that hold padding alone.</summary>
    public IEnumerable<ChunkRun> ChunksOf(LaneLayout layout, VectorProfile profile)
    {
        int lanes = layout.Gates == 1 ? Math.Min(layout.Units, layout.UsedLanes) : layout.UsedLanes;
        int whole = lanes / layout.PanelLanes;
        if (whole > 0)
        {
            foreach (var run in ChunksOfPanel(profile, 0, whole, layout.PanelLanes, layout.PanelLanes))
            {
                yield return run;
            }
        }

        int start = whole * layout.PanelLanes;
        if (start < lanes)
        {
            foreach (var run in ChunksOfPanel(profile, whole, 1, layout.PanelWidth(start), lanes - start))
            {
                yield return run;
            }
        }
    }

    private IEnumerable<ChunkRun> ChunksOfPanel(VectorProfile profile, int panel, int panels, int width, int lanes)
    {
        int chunk = Vectors * profile.Lanes;
        int whole = lanes / chunk;
        if (whole > 0)
        {
            yield return new ChunkRun(panel, panels, width, 0, whole, Vectors, chunk);
        }

        int rest = lanes - (whole * chunk);
        if (rest > 0)
        {
            int vectors = (rest + profile.Lanes - 1) / profile.Lanes;
            yield return new ChunkRun(panel, panels, width, whole * chunk, 1, vectors, rest);
        }
    }
}

/// <summary>Equal chunks of equal panels.</summary>
/// <param name="Panel">The first panel.</param>
/// <param name="Panels">The number of panels; above 1 they become a loop.</param>
/// <param name="Width">The number of lanes of each panel.</param>
/// <param name="Lane">The first lane, within the panel.</param>
/// <param name="Count">The number of chunks in each panel; above 1 they become a loop.</param>
/// <param name="Vectors">The number of vectors in each.</param>
/// <param name="Lanes">The number of lanes in each that are not padding.</param>
internal sealed record ChunkRun(int Panel, int Panels, int Width, int Lane, int Count, int Vectors, int Lanes)
{
    /// <summary>How whole tiles visit the columns where they prefetch the next panel; null where they do not.</summary>
    public ColumnSchedule? Prefetching { get; init; }

    /// <summary>How many lanes of a vector rows have that hold the units alone; those with their padding have all.</summary>
    public int Valid(int vector, int lanes, bool isExact) => isExact ? Math.Min(lanes, Lanes - (vector * lanes)) : lanes;
}

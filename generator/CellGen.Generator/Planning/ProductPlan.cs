using CellGen.Generator.Planning.Schedules;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// How one width computes the product of a packed matrix with a vector, and what it does with the sums: the lanes are cut
/// into groups that stay in registers; equal groups become a loop.
/// </summary>
/// <param name="Layout">The packed order of the matrix.</param>
/// <param name="Columns">The number of columns of the matrix.</param>
/// <param name="Panels">The panels of the matrix, equal ones together.</param>
/// <param name="VectorsAtOnce">The number of vectors of sums that registers hold.</param>
/// <param name="Schedule">How the columns are visited: those that are multiplied, behind which is nothing but padding.</param>
internal sealed record ProductPlan(
    LaneLayout Layout,
    int Columns,
    IReadOnlyList<PanelRun> Panels,
    int VectorsAtOnce,
    ColumnSchedule Schedule)
{
    /// <summary>Plans a product whose sums stay in registers for an element-wise program.</summary>
    public static ProductPlan Create(LaneLayout layout, int columns, VectorProfile profile) => Create(layout, columns, columns, profile, chains: 1);

    /// <summary>Plans the product with a transposed matrix, through which gradients flow back.</summary>
    /// <param name="chains">The number of such products whose columns take turns: their sums share the registers.</param>
    public static ProductPlan CreateTransposed(MatrixPlan matrix, VectorProfile profile, int chains) =>
        Create(matrix.OperandLanes, matrix.Layout.Lanes, matrix.Layout.UsedLanes, profile, chains);

    private static ProductPlan Create(LaneLayout layout, int columns, int used, VectorProfile profile, int chains)
    {
        var schedule = RecurrentColumns.Of(layout, columns, used, profile);
        bool straight = schedule.Unroll == 0;
        int vectors = Math.Max(1, profile.Accumulators / chains / schedule.Partials);
        List<PanelRun> panels = [.. PanelRun.Split(layout, profile, vectors, loops: !straight, wholeLines: profile.HasFewRegisters)];
        var plan = new ProductPlan(layout, columns, panels, vectors, schedule);
        List<ProductGroup> groups = [.. plan.Groups];
        return plan with
        {
            Overlaps = straight && profile.HasFewRegisters && layout.Gates > 1 && groups.Count == 2
                && groups[0].VectorLanes.Count + (groups[1].VectorLanes.Count * schedule.Partials) <= profile.Accumulators + 3,
        };
    }

    /// <summary>
    /// Whether every other step visits the panels in reverse: where the matrix is larger than a cache, what the last step read
    /// last is still there, as much of it as the cache holds. (Measured, none was faster: software prefetch, of all lines or of
    /// the next panel's first; a part that stays while the others pass by as non-temporal; several panels at once.)
    /// </summary>
    public bool Alternates => !IsStraight && Panels[0].Count > 1 && Bytes > 24 * 1024;

    /// <summary>
    /// Whether some sums are too few to keep the processor at work: two multiply-adds a cycle, each of which takes four.
    /// Another product could run beside them.
    /// </summary>
    public bool Waits => Groups.Any(group => group.VectorLanes.Count * Schedule.Partials < 8);

    /// <summary>The groups that are written out, those of a loop once.</summary>
    public IEnumerable<ProductGroup> Groups => Panels.SelectMany(panel => panel.Runs).SelectMany(run => run.Groups);

    private long Bytes => (long)Layout.MatrixLength(Columns) * sizeof(float);

    /// <summary>Whether every column is written out.</summary>
    public bool IsStraight => Schedule.Unroll == 0;

    /// <summary>
    /// Whether columns or several groups are written out, so that the functions of all units are in one body: what they hold
    /// there, they hold everywhere. (Measured with 16 registers, GRU(2, 40) and GRU(2, 48), loops over the columns of two panels
    /// each, take 8 to 12 % less with constants in memory; GRU(2, 64), a loop over panels, 2 % less, GRU(2, 128) 1 % more.)
    /// </summary>
    public bool WritesOut => IsStraight || Groups.Skip(1).Any();

    /// <summary>
    /// Whether the product is two groups and the second is begun before the functions of the first, so that they run beside
    /// it: with few registers, where the sums of the first and what the second accumulates just fit. (One function, an RNN's,
    /// does not pay for it.) And no new state is stored before all of the old one is read: to the processor, a load from the
    /// same place in another page looks like one of what is about to be stored, and it waits.
    /// </summary>
    public bool Overlaps { get; private init; }

    /// <summary>
    /// Whether the sums that are wanted first are completed before the others are begun. The operand is broadcast twice
    /// then, and the JIT holds what it has broadcast: with more columns there would be more of it than registers.
    /// </summary>
    public bool HasPasses => IsStraight && Columns <= 24 && !Overlaps;

    /// <summary>
    /// The vectors of a group that a loop over the columns accumulates together: all, or, where registers do not hold them,
    /// those of some neighbouring lanes after the others.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> PassesOf(ProductGroup group)
    {
        List<int> vectors = [.. Enumerable.Range(0, group.VectorLanes.Count).OrderBy(v => group.VectorLanes[v])];
        int passes = (vectors.Count + VectorsAtOnce - 1) / VectorsAtOnce;
        return [.. Enumerable.Range(0, vectors.Count).GroupBy(at => at * passes / vectors.Count, at => vectors[at]).Select(pass => (List<int>)[.. pass.OrderBy(v => v)])];
    }

    /// <summary>"straight-line" or how it is looped, for the remarks of the generated class.</summary>
    public string Description => IsStraight
        ? "straight-line"
        : "a loop over the columns" + (Schedule.Unroll > 1 ? $", {Schedule.Unroll} at a time" : "");
}

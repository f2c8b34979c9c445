using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning.Schedules;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The columns of a contraction, sum[r, v] += x[r, k] · w[k, v], as its schedule has them: some at a time in a loop, and the rest written
/// out behind it. What a column adds is up to the caller, whose tile it is.
/// </summary>
internal sealed class ColumnLoop(KernelBuilder kernel, ColumnSchedule schedule)
{
    /// <summary>Whether the counter is a distance, and not only counts.</summary>
    public bool IsDistance { get; init; } = true;

    /// <summary>The counter.</summary>
    public string Counter { get; init; } = "k";

    /// <summary>The argument that has the number of columns, where it is one.</summary>
    public string Count { get; init; } = ColumnCount.Argument;

    /// <summary>The references that go on with the loop, and how far from column to column.</summary>
    public IReadOnlyList<(string Reference, Whole Distance)> Moving { get; init; } = [];

    /// <param name="add">Adds some columns: those of the loop's body, and then the rest.</param>
    public void Build(Action<IReadOnlyList<Column>> add)
    {
        if (schedule.IsLoop)
        {
            int step = schedule.Unroll * schedule.Stride;
            Whole end = schedule.HasRest ? new Whole.Multiple(Count, step) : schedule.IsVariable ? Count : Place(schedule.Looped);
            kernel.For(
                Counter,
                Place(0),
                end,
                step,
                () =>
                {
                    add(Columns(0, schedule.Unroll, inLoop: true));
                    foreach (var (reference, distance) in Moving)
                    {
                        kernel.Advance(reference, step * distance);
                    }
                },
                IsDistance);
        }

        if (schedule.HasRest)
        {
            kernel.If(new Truth.HasBits(Count, 1), () => add([new Column((Whole)Count - 1, 0, 0, InLoop: false)]));
        }

        if (schedule.Columns > schedule.Looped)
        {
            add(Columns(schedule.Looped, schedule.Columns, inLoop: false));
        }
    }

    private List<Column> Columns(int first, int end, bool inLoop) => [.. Enumerable.Range(first, end - first).Select(column => new Column(
        inLoop ? (Whole)Counter + (column * schedule.Stride) : Place(column), (column - first) * schedule.Stride, column % schedule.Partials, inLoop))];

    private int Place(int column) => schedule.First + (column * schedule.Stride);
}

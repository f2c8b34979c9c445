using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Lowering;
using CellGen.Generator.Planning.Schedules;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>Whatever a schedule says, each column is added once, and those of a partial sum in ascending order.</summary>
public class ColumnLoopTests
{
    public static TheoryData<int, int, int> Schedules
    {
        get
        {
            var schedules = new TheoryData<int, int, int>();
            foreach (int columns in new[] { 1, 2, 4, 7, 8, 13 })
            {
                foreach (var (unroll, partials) in new[] { (0, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4) })
                {
                    schedules.Add(columns, unroll, partials);
                }
            }

            return schedules;
        }
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Each_column_is_added_once(int columns, int unroll, int partials)
    {
        var schedule = new ColumnSchedule(columns, unroll, partials);
        Assert.Equal(Enumerable.Range(0, columns).Select(column => (column, column % partials)), Visited(schedule));
        for (int partial = 0; partial < Math.Min(partials, columns); partial++)
        {
            Assert.Equal(
                Enumerable.Range(0, columns).Where(column => column % partials == partial),
                Visited(schedule.OfPartial(partial)).Select(visit => visit.Column));
        }
    }

    /// <summary>The columns and their partial sums, in the order in which the loop and what follows it add them.</summary>
    private static List<(int Column, int Partial)> Visited(ColumnSchedule schedule)
    {
        var visited = new List<(int Column, int Partial)>();
        var kernel = new KernelBuilder();
        new ColumnLoop(kernel, schedule) { Moving = [("w", 3)] }.Build(added =>
        {
            int step = schedule.Unroll * schedule.Stride;
            for (int i = 0; i < (added[0].InLoop ? schedule.Looped / schedule.Unroll : 1); i++)
            {
                // Behind the loop the references stand where it ends.
                int at = added[0].InLoop ? i * step : schedule.Looped * schedule.Stride;
                foreach (var column in added)
                {
                    int element = column.Element.Known + (column.InLoop ? schedule.First + at : 0);
                    Assert.Equal(element, schedule.First + at + column.Distance);
                    visited.Add((element, column.Partial));
                }
            }
        });
        if (kernel.Statements.OfType<Statement.For>().SingleOrDefault() is { } loop)
        {
            int step = schedule.Unroll * schedule.Stride;
            Assert.Equal(new Truth.Less("k", schedule.First + (schedule.Looped * schedule.Stride)), loop.Condition);
            Assert.Equal(new Whole.Number(step), loop.Step);
            Assert.Equal(new Statement.SetReference("w", new Memory("w", 3 * step)), loop.Body.Single());
        }

        return visited;
    }
}

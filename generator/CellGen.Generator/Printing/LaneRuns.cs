using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Printing;

/// <summary>Which sums of an <see cref="Statement.AddColumn"/> are added to at once: those whose lanes are equally far apart, up to six.</summary>
internal static class LaneRuns
{
    /// <summary>The most sums that are added to at once.</summary>
    public const int Most = 6;

    /// <summary>The runs of these lanes, in ascending order.</summary>
    public static IEnumerable<IReadOnlyList<int>> Of(IEnumerable<int> lanes)
    {
        var run = new List<int>();
        foreach (int lane in lanes.OrderBy(lane => lane))
        {
            if (run.Count == Most || (run.Count > 1 && lane - run[run.Count - 1] != run[1] - run[0]))
            {
                yield return run;
                run = [];
            }

            run.Add(lane);
        }

        yield return run;
    }
}

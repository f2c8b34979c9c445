using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Tests.Planning;

/// <summary>
/// However a matrix is cut (panels, blocks, groups, chunks, segments), each unit of each gate is in one piece, at the place that
/// the packed layout gives it.
/// </summary>
public class PartitionTests
{
    private static readonly int[] Units = [1, 3, 4, 5, 8, 9, 12, 13, 16, 17, 20, 24, 31, 32, 33, 40, 47, 48, 50, 64, 65, 70, 80, 96, 100, 112, 113, 127, 128, 129, 192, 200, 256, 257, 512, 1000];

    /// <summary>A width and a number of gates each.</summary>
    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (VectorProfile profile in VectorProfile.All)
        {
            foreach (int gates in new[] { 1, 2, 3, 4 })
            {
                cases.Add(profile.Name, gates);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Groups_hold_each_lane_once(string width, int gates)
    {
        VectorProfile profile = Profile(width);
        foreach (int units in Units)
        {
            var layout = new LaneLayout(units, gates);
            foreach (int columns in new[] { 1, 4, 20, 64, 300 })
            {
                var plan = ProductPlan.Create(layout, columns, profile);
                var seen = new List<(int Unit, int Gate)>();
                foreach (PanelRun panels in plan.Panels)
                {
                    for (int panel = panels.First; panel < panels.First + panels.Count; panel++)
                    {
                        int firstLane = panel * layout.PanelLanes;
                        Assert.Equal(layout.PanelWidth(firstLane), panels.Width);
                        foreach (var (slice, unit, lane) in Slices(panels))
                        {
                            for (int gate = 0; gate < gates; gate++)
                            {
                                int first = unit + (panel * layout.PanelUnits);
                                Assert.Equal(layout.Lane(gate, first), firstLane + slice.Gates[gate].Lane + lane);
                                seen.AddRange(Enumerable.Range(first, slice.Slice.Valid).Select(each => (each, gate)));
                            }
                        }
                    }
                }

                AssertOnce(units, gates, seen);
                foreach (ProductGroup group in plan.Panels.SelectMany(panel => panel.Runs).SelectMany(run => run.Groups))
                {
                    Assert.All(group.Slices, slice => Assert.All(slice.Gates, part =>
                        Assert.Equal(part.Lane, group.VectorLanes[part.Vector] + (part.Part * slice.Slice.Width))));
                    Assert.Equal(Enumerable.Range(0, group.VectorLanes.Count), plan.PassesOf(group).SelectMany(pass => pass).Order());
                    Assert.All(plan.PassesOf(group), pass => Assert.InRange(pass.Count * plan.Schedule.Partials, 1, Math.Max(plan.Schedule.Partials, profile.Accumulators)));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Chunks_hold_each_lane_once(string width, int gates)
    {
        VectorProfile profile = Profile(width);
        foreach (var (units, partials) in from units in Units from partials in new[] { 1, 2, 4 } select (units, partials))
        {
            var layout = new LaneLayout(units, gates);
            AssertLanes(RowTiling.Create(profile, layout, partials).ChunksOf(layout, profile), layout, profile);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Chunks_of_one_row_hold_each_lane_once(string width, int gates)
    {
        VectorProfile profile = Profile(width);
        foreach (int units in Units)
        {
            var product = new RowProduct(KernelName.ProjectInput, "", new LaneLayout(units, gates), Columns: 10, RowStart.Zero);
            var chunks = RowTiling.Of(product, profile).OneRow;
            AssertLanes(chunks, product.Layout, profile);
            Assert.All(chunks, run => Assert.InRange(run.Vectors * product.Partials(profile), 1, profile.Accumulators));
        }
    }

    private static void AssertLanes(IEnumerable<ChunkRun> chunks, LaneLayout layout, VectorProfile profile)
    {
        var lanes = new List<int>();
        foreach (ChunkRun run in chunks)
        {
            Assert.InRange(run.Lanes, 1, run.Vectors * profile.Lanes);
            for (int panel = run.Panel; panel < run.Panel + run.Panels; panel++)
            {
                Assert.Equal(layout.PanelWidth(panel * layout.PanelLanes), run.Width);
                for (int chunk = 0; chunk < run.Count; chunk++)
                {
                    int first = (panel * layout.PanelLanes) + run.Lane + (chunk * run.Vectors * profile.Lanes);
                    lanes.AddRange(Enumerable.Range(first, run.Lanes));
                }
            }
        }

        Assert.Equal(lanes.Distinct().Count(), lanes.Count);
        Assert.Empty(AllLanes(layout).Except(lanes));
        Assert.InRange(lanes.Max(), 0, layout.Lanes - 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Segments_hold_each_unit_once(int gates)
    {
        foreach (int units in Units)
        {
            var layout = new LaneLayout(units, gates);
            var seen = new List<int>();
            foreach (UnitSegment segment in UnitSegment.Of(layout))
            {
                for (int panel = segment.FirstPanel; panel < segment.FirstPanel + segment.Panels; panel++)
                {
                    for (int block = 0; block < segment.Blocks; block++)
                    {
                        int unit = (panel * layout.PanelUnits) + segment.Unit + (block * segment.Size);
                        Assert.Equal(segment.Size, layout.BlockSize(unit));
                        Assert.Equal(segment.Width, layout.PanelWidth(layout.Lane(0, unit)));
                        seen.AddRange(Enumerable.Range(unit, segment.Valid));
                    }
                }
            }

            Assert.Equal(Enumerable.Range(0, units), seen.Order());
        }
    }

    [Theory]
    [InlineData("Vector512")]
    [InlineData("Vector256")]
    [InlineData("Vector128")]
    [InlineData("Plain")]
    public void Units_are_visited_once_each(string name)
    {
        VectorProfile profile = Profile(name);
        foreach (int units in Enumerable.Range(1, 70))
        {
            var seen = from run in UnitRun.Of(new LaneLayout(units, 1), profile)
                       from block in Enumerable.Range(0, Math.Max(run.Blocks, 1))
                       from part in Enumerable.Range(0, Math.Max(run.Parts, 1))
                       from slice in run.Slices
                       from unit in Enumerable.Range(slice.Unit + (block * LaneLayout.Block) + (part * run.PartUnits), slice.Valid)
                       select unit;
            Assert.Equal(Enumerable.Range(0, units), seen);
        }
    }

    /// <summary>The slices of a panel, all repetitions, with their first units and what is to be added to their lanes.</summary>
    private static IEnumerable<(GroupSlice Slice, int Unit, int Lane)> Slices(PanelRun panel) =>
        from run in panel.Runs
        from repetition in Enumerable.Range(0, run.Count)
        from part in Enumerable.Range(0, run.Parts)
        from slice in run.Groups.SelectMany(sums => sums.Slices)
        let gates = slice.Gates.Count
        select (slice, slice.Slice.Unit + (repetition * run.Units) + (part * run.PartUnits), (repetition * run.Units * gates) + (part * run.PartUnits));

    private static IEnumerable<int> AllLanes(LaneLayout layout) =>
        from unit in Enumerable.Range(0, layout.Units)
        from gate in Enumerable.Range(0, layout.Gates)
        select layout.Lane(gate, unit);

    private static void AssertOnce(int units, int gates, List<(int Unit, int Gate)> seen)
    {
        Assert.Equal(units * gates, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.All(seen, lane => Assert.InRange(lane.Unit, 0, units - 1));
    }

    private static VectorProfile Profile(string name) => VectorProfile.All.Single(profile => profile.Name == name);
}

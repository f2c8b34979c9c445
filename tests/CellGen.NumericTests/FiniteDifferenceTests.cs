using CellGen.NumericTests.Host;
using CellGen.NumericTests.Oracle;
using CellGen.TestOrder;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// The derived backward code agrees with finite differences of the oracle: every parameter, the input and the initial
/// state, for every kind × topology × head.
/// </summary>
[TakesLong]
public class FiniteDifferenceTests
{
    private static readonly ShapeSet TopologySet = new(Shapes.Topologies());
    private static readonly ShapeSet RandomSet = new(Shapes.Random(15));
    private static readonly ShapeSet LargeSet = new(Shapes.Large().Select(shape => shape with { OneWidth = true }));

    public static TheoryData<string> TopologyNames => TopologySet.Names;

    public static TheoryData<string> RandomNames => RandomSet.Names;

    public static TheoryData<string> LargeNames => LargeSet.Names;

    [Theory]
    [MemberData(nameof(TopologyNames))]
    public void Every_element(string name) => Compare(TopologySet[name], steps: 4, elements: int.MaxValue);

    [Theory]
    [MemberData(nameof(RandomNames))]
    public void Some_elements_of_random_shapes(string name) => Compare(RandomSet[name], steps: 5, elements: 4);

    [Theory]
    [MemberData(nameof(LargeNames))]
    public void Some_elements_of_large_nets(string name) => Compare(LargeSet[name], steps: 3, elements: 3);

    private static void Compare(NetShape shape, int steps, int elements)
    {
        var problem = new Problem(shape, steps, "differences");
        Dictionary<string, float[]> actual = NetResults.Full(problem);
        var oracle = new OracleProblem(problem);
        double step = shape.HasKinks ? FiniteDifference.ShortStep : FiniteDifference.SmoothStep;
        foreach ((string result, double[] values) in oracle.Variables())
        {
            int count = Math.Min(elements, values.Length);
            int[] picked = [.. Enumerable.Range(0, count).Select(i => (int)((((2L * i) + 1) * values.Length) / (2 * count)))];
            double[] expected = [.. picked.Select(i => FiniteDifference.Estimate(oracle.Loss, values, i, step))];
            float[] found = [.. picked.Select(i => actual[result][i])];
            Closeness.Within(Tolerances.Gradient, Closeness.Distance(expected, found), result);
        }
    }
}

using CellGen.NumericTests.Host;
using CellGen.NumericTests.Oracle;
using CellGen.Simd;
using CellGen.TestOrder;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Generated forward code agrees with the equations in double precision, at every size.</summary>
[TakesLong]
public class OracleTests
{
    private static readonly ShapeSet SizeSet = new(Shapes.Sizes());
    private static readonly ShapeSet TopologySet = new(Shapes.Topologies());
    private static readonly ShapeSet RandomSet = new(Shapes.Random(15));
    private static readonly ShapeSet HeadSet = new(Shapes.Heads());

    public static TheoryData<string> SizeNames => SizeSet.Names;

    public static TheoryData<string> TopologyNames => TopologySet.Names;

    public static TheoryData<string> RandomNames => RandomSet.Names;

    public static TheoryData<string> HeadNames => HeadSet.Names;

    [Theory]
    [MemberData(nameof(SizeNames))]
    public void Sizes(string name) => Compare(SizeSet[name], steps: 5);

    [Theory]
    [MemberData(nameof(TopologyNames))]
    public void Topologies(string name) => Compare(TopologySet[name], steps: 6);

    [Theory]
    [MemberData(nameof(RandomNames))]
    public void Random_shapes(string name) => Compare(RandomSet[name], steps: 11);

    [Theory]
    [MemberData(nameof(HeadNames))]
    public void Heads(string name) => Compare(HeadSet[name], steps: 6);

    [Fact]
    public void A_long_sequence()
    {
        // 1,000 steps: errors of single steps must not build up.
        Compare(new NetShape(CellKind.Gru, 3, 20), steps: 1000);
        Compare(new NetShape(CellKind.Lstm, 3, 20), steps: 1000);
        Compare(new NetShape(CellKind.Gru, 3, 20, ResetAfter: false), steps: 1000);
        Compare(new NetShape(CellKind.Lstm, 3, 20, Projection: 13, Peephole: true, CoupledGates: true), steps: 1000);
        Compare(new NetShape(CellKind.MinGru, 3, 20), steps: 1000);
        Compare(new NetShape(CellKind.MinLstm, 3, 20), steps: 1000);
        Compare(new NetShape(CellKind.IndRnn, 3, 20), steps: 1000);
    }

    private static void Compare(NetShape shape, int steps)
    {
        var problem = new Problem(shape, steps, "oracle");
        Dictionary<string, double[]> expected = new OracleProblem(problem).Results();
        foreach (VectorWidth width in VectorWidths.Of(shape))
        {
            Dictionary<string, float[]> actual = NetResults.Forward(problem, width);
            foreach ((string result, double[] values) in expected)
            {
                Closeness.Within(Tolerances.Forward, Closeness.Distance(values, actual[result]), $"{result} at {width}");
            }
        }
    }
}

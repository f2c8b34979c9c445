using System.Reflection;
using CellGen.NumericTests.Host;
using CellGen.Simd;
using CellGen.TestOrder;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Unroll changes the code and no bit of any result: not of Forward, Backward, Step or StepMany, at any width.</summary>
[TakesLong]
public class UnrollTests
{
    private static readonly NetShape[] Shapes =
    [
        new(CellKind.Gru, 3, 20, 2, Bidirectional: true, Head: new(3)),
        new(CellKind.Gru, 5, 37, ResetAfter: false),
        new(CellKind.Gru, 2, 70, 2),
        new(CellKind.Lstm, 3, 33, Projection: 21, Peephole: true),
        new(CellKind.Lstm, 4, 44),
        new(CellKind.IndRnn, 3, 40),
    ];

    private static readonly ShapeSet Nets =
        new(Enum.GetValues<Unroll>().SelectMany(unroll => Shapes.Select(shape => shape with { Unroll = unroll })));

    public static TheoryData<string> Names => [.. Shapes.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_setting_gives_the_same_bits(string name)
    {
        NetShape shape = Nets[name];
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            Dictionary<string, float[]> expected = Run(shape, width);
            BitEquality.Same(expected, Run(shape with { Unroll = Unroll.StraightLine }, width), $"{width}, straight-line");
            BitEquality.Same(expected, Run(shape with { Unroll = Unroll.Loop }, width), $"{width}, loop");
        }
    }

    [Fact]
    public void What_loops_is_smaller_and_what_is_written_out_larger()
    {
        int[] lengths = [.. new[] { Unroll.Loop, Unroll.Automatic, Unroll.StraightLine }.Select(Length)];
        Assert.True(lengths[0] < lengths[1] && lengths[1] < lengths[2], string.Join(" < ", lengths));
    }

    private static int Length(Unroll unroll) => Shapes.Sum(shape => NetCompiler.TypeOf(Nets[(shape with { Unroll = unroll }).Name])
        .GetNestedType("CellGenCore", BindingFlags.NonPublic)!
        .GetNestedType("Vector512Kernels", BindingFlags.NonPublic)!
        .GetMethod("ForwardTaped")!.GetMethodBody()!.GetILAsByteArray()!.Length);

    private static Dictionary<string, float[]> Run(NetShape shape, VectorWidth width)
    {
        var problem = new Problem(shape, 5, "unroll");
        Dictionary<string, float[]> results = NetResults.Full(problem, width);
        if (shape.CanStep)
        {
            INet net = problem.NewNet(width);
            INetState state = problem.NewInitialState(net);
            INetState[] agents = [.. Enumerable.Range(0, 19).Select(_ => problem.NewInitialState(net))];
            var output = new float[shape.OutputSize];
            float[] input = problem.Input[..shape.Input];
            net.Step(input, output, state);
            results["step"] = [.. output, .. problem.Hidden(state)];
            var outputs = new float[19 * shape.OutputSize];
            net.StepMany([.. agents.SelectMany(_ => input)], outputs, agents);
            results["many"] = [.. outputs, .. agents.SelectMany(problem.Hidden)];
        }

        return results;
    }
}

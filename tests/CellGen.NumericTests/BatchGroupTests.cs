using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Sequences that run side by side have the bits that each has alone, at every width, whatever their number.</summary>
public class BatchGroupTests
{
    private static readonly ShapeSet Nets = new(Shapes.Representative());

    public static TheoryData<string> Names => Nets.Names;

    /// <summary>A full group of the widest vectors and a rest; some of their own lengths; one that is not full; one step.</summary>
    private static readonly int[] Lengths = [.. Of(37, 5), 2, 4, .. Of(30, 6), .. Of(32, 1)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sequences_of_one_length_have_the_bits_that_each_has_alone(string name) => AssertSame(Nets[name], Lengths);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(63)]
    [InlineData(65)]
    public void A_group_need_not_be_full(int sequences) =>
        AssertSame(new NetShape(CellKind.Lstm, 6, 9, 2, Bidirectional: true, Head: new(5)), [.. Of(sequences, 3)]);

    /// <summary>Sequences that are a power of two apart are laid out in another order.</summary>
    [Fact]
    public void Sequences_may_be_a_power_of_two_apart() => AssertSame(new NetShape(CellKind.Gru, 4, 32), [.. Of(31, 8)]);

    [Fact]
    public void What_a_group_left_in_the_workspace_does_not_reach_the_next()
    {
        var shape = new NetShape(CellKind.Lstm, 3, 5, 2);
        var problem = new Problem(shape, 2, "again");
        INet net = problem.NewNet();
        object workspace = net.NewWorkspace(2, 32);
        int[] lengths = [.. Of(32, 2)];
        float[] nan = [.. Enumerable.Repeat(float.NaN, 32 * problem.Input.Length)];
        net.ForwardBatch(nan, new float[32 * 2 * shape.OutputSize], lengths, [], workspace, BatchLayout.BatchFirst);
        lengths = [.. Of(30, 2)];
        float[] input = [.. lengths.SelectMany(_ => problem.Input)];
        var output = new float[30 * 2 * shape.OutputSize];
        net.ForwardBatch(input, output, lengths, [], workspace, BatchLayout.BatchFirst);
        var expected = new float[2 * shape.OutputSize];
        net.Forward(problem.Input, expected, null, net.NewWorkspace(2));
        BitEquality.Same([.. lengths.SelectMany(_ => expected)], output, "after NaN");
    }

    private static IEnumerable<int> Of(int sequences, int steps) => Enumerable.Repeat(steps, sequences);

    private static void AssertSame(NetShape shape, int[] lengths)
    {
        Problem[] alone = [.. lengths.Select((length, i) => new Problem(shape, length, $"sequence {i}"))];
        int steps = lengths.Max();
        int rows = shape.HasOneOutputRow ? 1 : steps;
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            INet net = new Problem(shape, 1, "batch").NewNet(width);
            object workspace = net.NewWorkspace(steps, lengths.Length);
            INetState[] expectedStates = [.. alone.Select(problem => problem.NewInitialState(net))];
            foreach (bool withStates in new[] { true, false })
            {
                float[][] expected = [.. alone.Select((problem, i) => Forward(net, problem, withStates ? expectedStates[i] : null, workspace))];
                foreach (BatchLayout layout in Enum.GetValues<BatchLayout>())
                {
                    INetState[] states = withStates ? [.. alone.Select(problem => problem.NewInitialState(net))] : [];
                    float[] input = BatchRows.Lay([.. alone.Select(problem => problem.Input)], shape.Input, steps, layout, float.NaN);
                    float[] output = [.. Enumerable.Repeat(-7f, lengths.Length * rows * shape.OutputSize)];
                    net.ForwardBatch(input, output, lengths, states, workspace, layout);
                    BitEquality.Same(BatchRows.Lay(expected, shape.OutputSize, rows, layout, -7f), output, $"output, {layout}, {width}");
                    for (int i = 0; i < states.Length; i++)
                    {
                        BitEquality.Same(alone[i].Hidden(expectedStates[i]), alone[i].Hidden(states[i]), $"h of sequence {i}, {layout}, {width}");
                        if (shape.HasCell)
                        {
                            BitEquality.Same(alone[i].Cell(expectedStates[i]), alone[i].Cell(states[i]), $"c of sequence {i}, {layout}, {width}");
                        }
                    }
                }
            }
        }
    }

    private static float[] Forward(INet net, Problem problem, INetState? state, object workspace)
    {
        var output = new float[problem.Shape.OutputCount(problem.Steps)];
        net.Forward(problem.Input, output, state, workspace);
        return output;
    }
}

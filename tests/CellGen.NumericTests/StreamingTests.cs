using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// The same number is the same bits however it is computed: step by step, in pieces, with a tape or with a workspace,
/// again or for the first time.
/// </summary>
public class StreamingTests
{
    private const int Steps = 13;

    private static readonly NetShape[] All = [.. Shapes.Representative()];
    private static readonly ShapeSet Nets = new(All);

    public static TheoryData<string> Names => Nets.Names;

    public static TheoryData<string> StepNames => [.. All.Where(shape => shape.CanStep).Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(StepNames))]
    public void Step_gives_the_bits_of_Forward(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, Steps, "streaming");
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            INet net = problem.NewNet(width);
            INetState streamed = problem.NewInitialState(net);
            object workspace = net.NewWorkspace(Steps);
            var row = new float[shape.OutputSize];
            for (int t = 0; t < Steps; t++)
            {
                net.Step(problem.Input.AsSpan(t * shape.Input, shape.Input), row, streamed);

                // A sequence that ends here has this row as its last and this state as its final one.
                var output = new float[shape.OutputCount(t + 1)];
                INetState final = problem.NewInitialState(net);
                net.Forward(problem.Input.AsSpan(0, (t + 1) * shape.Input), output, final, workspace);
                BitEquality.Same(output.AsSpan(output.Length - row.Length), row, $"output of step {t} at {width}");
                SameState(problem, final, streamed, $"step {t} at {width}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(StepNames))]
    public void Pieces_give_the_bits_of_the_whole(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, Steps, "streaming");
        INet net = problem.NewNet();
        object workspace = net.NewWorkspace(Steps);
        Dictionary<string, float[]> whole = NetResults.Forward(problem, net, workspace);
        for (int first = 1; first < Steps; first++)
        {
            INetState state = problem.NewInitialState(net);
            var head = new float[shape.OutputCount(first)];
            var tail = new float[shape.OutputCount(Steps - first)];
            net.Forward(problem.Input.AsSpan(0, first * shape.Input), head, state, workspace);
            net.Forward(problem.Input.AsSpan(first * shape.Input), tail, state, workspace);
            float[] output = shape.HasOneOutputRow ? tail : [.. head, .. tail];
            BitEquality.Same(whole["output"], output, $"output in pieces of {first} and {Steps - first}");
            BitEquality.Same(whole["hn"], problem.Hidden(state), $"hn in pieces of {first} and {Steps - first}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tape_gives_the_bits_of_a_workspace(string name)
    {
        var problem = new Problem(Nets[name], Steps, "streaming");
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            INet net = problem.NewNet(width);
            BitEquality.Same(
                NetResults.Forward(problem, net, net.NewWorkspace(Steps)),
                NetResults.Forward(problem, net, net.NewTape(Steps)),
                $"workspace and tape at {width}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Used_and_larger_scratch_gives_the_same_bits(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, 5, "streaming");
        var longer = new Problem(shape, 2 * Steps, "other values");
        INet net = problem.NewNet();
        Dictionary<string, float[]> expected = NetResults.Forward(problem, net, net.NewWorkspace(problem.Steps));
        foreach (object scratch in new[] { net.NewWorkspace(longer.Steps), net.NewTape(longer.Steps) })
        {
            NetResults.Forward(longer, net, scratch);
            BitEquality.Same(expected, NetResults.Forward(problem, net, scratch), "after a longer sequence");
            BitEquality.Same(expected, NetResults.Forward(problem, net, scratch), "again");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_state_is_the_zero_state(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, Steps, "streaming");
        INet net = problem.NewNet();
        foreach (object scratch in new[] { net.NewWorkspace(Steps), net.NewTape(Steps) })
        {
            var expected = new float[shape.OutputCount(Steps)];
            var actual = new float[expected.Length];
            net.Forward(problem.Input, expected, net.NewState(), scratch);

            // The state of the call before must not linger in the scratch.
            net.Forward(problem.Input, actual, problem.NewInitialState(net), scratch);
            net.Forward(problem.Input, actual, null, scratch);
            BitEquality.Same(expected, actual, "output");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_copied_state_is_a_snapshot(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, Steps, "streaming");
        INet net = problem.NewNet();
        INetState state = problem.NewInitialState(net);
        INetState snapshot = state.Copy();
        net.Forward(problem.Input, new float[shape.OutputCount(Steps)], state, net.NewWorkspace(Steps));
        SameState(problem, problem.NewInitialState(net), snapshot, "snapshot");
    }

    private static void SameState(Problem problem, INetState expected, INetState actual, string what)
    {
        BitEquality.Same(problem.Hidden(expected), problem.Hidden(actual), $"hidden state, {what}");
        if (problem.Shape.HasCell)
        {
            BitEquality.Same(problem.Cell(expected), problem.Cell(actual), $"cell state, {what}");
        }
    }
}

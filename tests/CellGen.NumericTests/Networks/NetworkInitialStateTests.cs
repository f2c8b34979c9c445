using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>A sequence that is given no state begins with zeros, or with the parameters that are trained for it.</summary>
public class NetworkInitialStateTests
{
    private const int Steps = 4;

    public static TheoryData<string> Trained => CommittedNetworks.NamesOf(CommittedNetworks.IsTrained);

    public static TheoryData<string> Begun => CommittedNetworks.NamesOf(net => net is { TrainsInitialState: true, Training: true });

    [Theory]
    [MemberData(nameof(Trained))]
    public void Without_a_state_results_and_gradients_are_the_oracles(string name) =>
        AssertRest(new NetworkProblem(CommittedNetworks.Find(name), Steps, "rest") { GivesStates = false }, CommittedNetworks.Compiler, elements: 4);

    [Theory]
    [MemberData(nameof(Begun))]
    public void All_that_begins_a_sequence_gives_the_same_bits(string name)
    {
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            AssertBeginnings(CommittedNetworks.Find(name), CommittedNetworks.Compiler, width);
        }
    }

    /// <summary>Outputs and gradients of a sequence without a state are the oracle's.</summary>
    internal static void AssertRest(NetworkProblem problem, NetworkCompiler compiler, int elements)
    {
        ILayeredNet net = problem.NewNet(compiler);
        NetworkOracleTests.AssertClose(problem.Expected(), NetworkResults.Forward(problem, net, net.NewWorkspace(problem.Steps)));
        NetworkOracleTests.AssertDifferences(problem, NetworkResults.Full(problem, compiler), elements);
    }

    /// <summary>No state, GetInitialState, a batch of either, and their gradients.</summary>
    internal static void AssertBeginnings(NetworkDescription description, NetworkCompiler compiler, VectorWidth? width)
    {
        NetworkProblem[] problems = [.. Enumerable.Range(0, 3).Select(i => new NetworkProblem(description, Steps + i, "beginning" + i))];
        ILayeredNet net = problems[0].NewNet(compiler, width);
        var (alone, given) = (net.NewGradient(), net.NewGradient());
        float[] inputGradient = [];
        float[][][] expected = [.. problems.Select(problem => problem.NewOutputs())];
        for (int i = 0; i < problems.Length; i++)
        {
            NetworkProblem problem = problems[i];
            object tape = net.NewTape(problem.Steps);
            net.Forward(problem.Input, expected[i], null, net.NewWorkspace(problem.Steps));
            float[][] outputs = problem.NewOutputs();
            net.Forward(problem.Input, outputs, null, tape);
            AssertSame(expected[i], outputs, "with a tape");
            net.Backward(problem.Input, problem.OutputGradients, inputGradient, null, alone, tape);

            INetworkStates states = net.NewStates(1);
            net.SetInitialState(states, 0);
            outputs = problem.NewOutputs();
            net.Forward(problem.Input, outputs, states, tape);
            AssertSame(expected[i], outputs, "from GetInitialState");
            INetworkStates gradients = net.NewStates(1);
            net.Backward(problem.Input, problem.OutputGradients, inputGradient, gradients, given, tape);
            net.AddInitialState(given, gradients, 0);
        }

        BitEquality.Same(alone.Values, given.Values, "AddInitialState");
        foreach (BatchLayout layout in Enum.GetValues<BatchLayout>())
        {
            foreach (int sequences in new[] { 0, 1, 2, 5 })
            {
                var batch = new NetworkBatch(problems, layout, padding: 0);
                object scratch = sequences == 0 ? net.NewTape(batch.Steps, problems.Length) : net.NewWorkspace(batch.Steps, sequences);
                float[][] outputs = batch.NewOutputs();
                net.ForwardBatch(batch.Input, outputs, batch.Lengths, null, scratch, layout);
                for (int i = 0; i < problems.Length; i++)
                {
                    AssertSame(expected[i], batch.Take(outputs, i), $"sequence {i}, {layout}, {sequences}");
                }

                if (sequences == 0)
                {
                    INetGradient together = net.NewGradient();
                    net.BackwardBatch(batch.Input, batch.OutputGradients(), inputGradient, batch.Lengths, null, together, scratch, layout);
                    BitEquality.Same(alone.Values, together.Values, layout.ToString());
                }
            }
        }
    }

    private static void AssertSame(float[][] expected, float[][] actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            BitEquality.Same(expected[i], actual[i], $"output {i} {what}");
        }
    }
}

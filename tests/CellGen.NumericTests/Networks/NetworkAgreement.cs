using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>The ways through a net of several layers that must give the same bits: a sequence, its steps, a batch, agents.</summary>
internal static class NetworkAgreement
{
    /// <summary>NaN that no computation gives, where nothing may be written.</summary>
    private static readonly float Sentinel = BitConverter.Int32BitsToSingle(0x7FA12345);

    /// <summary>Steps give the outputs and the state of Forward.</summary>
    public static void AssertSteps(NetworkProblem problem, ILayeredNet net)
    {
        var expected = NetworkResults.Forward(problem, net, net.NewWorkspace(problem.Steps));
        INetworkStates states = problem.NewStates(net);
        float[][] outputs = [.. problem.Net.Outputs.Select(output => new float[output.Size])];
        for (int step = 0; step < problem.Steps; step++)
        {
            net.Step(problem.Input.At(step, problem.Net.Input), outputs, states);
            foreach (var (node, output) in problem.Net.Outputs.Zip(outputs).Where(output => !output.First.HasOneRow || step == problem.Steps - 1))
            {
                string name = problem.Net.NameOf(node);
                BitEquality.Same(expected[name].AsSpan(node.HasOneRow ? 0 : step * node.Size, node.Size), output, $"{name} of step {step}");
            }
        }

        var final = new Dictionary<string, float[]>();
        NetworkResults.AddStates(final, problem.Net, states, 0, "n");
        Assert.All(final, state => BitEquality.Same(expected[state.Key], state.Value, state.Key));
    }

    /// <summary>StepMany gives each of many agents what Step gives it.</summary>
    public static void AssertAgents(NetworkDescription description, ILayeredNet net, int agents)
    {
        NetworkProblem[] problems = [.. Enumerable.Range(0, agents).Select(i => new NetworkProblem(description, 1, "agent" + i))];
        INetworkStates states = net.NewStates(agents);
        for (int i = 0; i < agents; i++)
        {
            problems[i].Fill(states, i, gradients: false);
        }

        var input = new NetworkInput([.. problems.SelectMany(problem => problem.Input.Rows)], [.. problems.SelectMany(problem => problem.Input.Tokens)]);
        float[][] outputs = [.. description.Outputs.Select(output => new float[agents * output.Size])];
        net.StepMany(input, outputs, states);
        for (int i = 0; i < agents; i++)
        {
            INetworkStates alone = problems[i].NewStates(net);
            float[][] rows = problems[i].NewOutputs();
            net.Step(problems[i].Input, rows, alone);
            float[][] row = [.. description.Outputs.Select((output, k) => outputs[k][(i * output.Size)..((i + 1) * output.Size)])];
            BitEquality.Same(NetworkResults.Collect(problems[i], rows, alone), NetworkResults.Collect(problems[i], row, states, i), $"agent {i}");
        }
    }

    /// <summary>A batch gives what each of its sequences gives alone, with a workspace for so many sequences or (0) a tape.</summary>
    public static void AssertBatch(NetworkProblem[] problems, ILayeredNet net, BatchLayout layout, int workspace)
    {
        var batch = new NetworkBatch(problems, layout, Sentinel);
        INetworkStates states = net.NewStates(problems.Length);
        batch.Fill(states, gradients: false);
        float[][] outputs = batch.NewOutputs();
        object scratch = workspace > 0 ? net.NewWorkspace(batch.Steps, workspace) : net.NewTape(batch.Steps, problems.Length);
        net.ForwardBatch(batch.Input, outputs, batch.Lengths, states, scratch, layout);
        INetGradient? one = workspace > 0 ? null : net.NewGradient();
        for (int i = 0; i < problems.Length; i++)
        {
            object own = workspace > 0 ? net.NewWorkspace(problems[i].Steps) : net.NewTape(problems[i].Steps);
            var alone = NetworkResults.Forward(problems[i], net, own);
            BitEquality.Same(alone, NetworkResults.Collect(problems[i], batch.Take(outputs, i), states, i), $"sequence {i}, {layout}");
        }

        batch.AssertUntouched(outputs, Sentinel);
        if (one is not null)
        {
            AssertBatchBackward(problems, net, batch, scratch, one);
        }
    }

    private static void AssertBatchBackward(NetworkProblem[] problems, ILayeredNet net, NetworkBatch batch, object tape, INetGradient sum)
    {
        INetworkStates states = net.NewStates(problems.Length);
        batch.Fill(states, gradients: true);
        float[] inputGradient = [.. Enumerable.Repeat(Sentinel, batch.Input.Rows.Length)];
        INetGradient gradient = net.NewGradient();
        net.BackwardBatch(batch.Input, batch.OutputGradients(), inputGradient, batch.Lengths, states, gradient, tape, batch.Layout);
        for (int i = 0; i < problems.Length; i++)
        {
            object own = net.NewTape(problems[i].Steps);
            NetworkResults.Forward(problems[i], net, own);
            var alone = new Dictionary<string, float[]>();
            NetworkResults.AddGradients(alone, problems[i], net, sum, own);
            var together = new Dictionary<string, float[]>();
            if (!problems[i].Net.ReadsTokens)
            {
                together.Add("input_gradient", batch.TakeInput(inputGradient, i));
            }

            NetworkResults.AddStates(together, problems[i].Net, states, i, "0_gradient");
            BitEquality.Same(alone, together, $"sequence {i}, {batch.Layout}");
        }

        BitEquality.Same(sum.Values, gradient.Values, "the sum of gradients");

        // Neither states nor an input gradient: the rest is the same as with states of zero, whose gradient is that of trained ones.
        INetGradient without = net.NewGradient();
        INetGradient zero = net.NewGradient();
        INetworkStates rest = net.NewStates(problems.Length);
        net.BackwardBatch(batch.Input, batch.OutputGradients(), inputGradient, batch.Lengths, rest, zero, tape, batch.Layout);
        for (int i = 0; i < problems.Length && problems[i].Net.TrainsInitialState; i++)
        {
            net.AddInitialState(zero, rest, i);
        }

        net.BackwardBatch(batch.Input, batch.OutputGradients(), [], batch.Lengths, null, without, tape, batch.Layout);
        BitEquality.Same(zero.Values, without.Values, "without an input gradient");
    }
}

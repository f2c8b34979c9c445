using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>After construction nothing of a net of several layers allocates: not inference, not training, alone or in a batch.</summary>
public class NetworkAllocationTests
{
    private const int Steps = 5;
    private const int Sequences = 3;

    public static TheoryData<string> Names => CommittedNetworks.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_allocates(string name)
    {
        NetworkDescription description = CommittedNetworks.Find(name);
        NetworkProblem[] problems = [.. Enumerable.Range(0, Sequences).Select(i => new NetworkProblem(description, Steps, "allocation" + i))];
        NetworkProblem problem = problems[0];
        ILayeredNet net = problem.NewNet(CommittedNetworks.Compiler);
        object workspace = net.NewWorkspace(Steps + 1, Sequences);
        INetworkStates states = problem.NewStates(net);
        INetworkStates many = net.NewStates(Sequences);
        float[][] outputs = problem.NewOutputs();
        NetworkInput first = problem.Input.At(0, description.Input);
        float[][] rows = [.. description.Outputs.Select(output => new float[output.Size])];
        AllocationTests.AssertAllocatesNothing(() =>
        {
            net.Forward(problem.Input, outputs, null, workspace);
            net.Forward(problem.Input, outputs, states, workspace);
            if (description.CanStep)
            {
                net.Step(first, rows, states);
            }

            if (description is { CanStep: true, ReadsTokens: false })
            {
                net.Settle(states, 3);
            }
        });
        var batches = Enum.GetValues<BatchLayout>().Select(layout => new NetworkBatch(problems, layout, float.NaN)).ToArray();
        float[][] batchOutputs = batches[0].NewOutputs();
        float[][][] gradients = Array.ConvertAll(batches, batch => batch.OutputGradients());
        AllocationTests.AssertAllocatesNothing(() =>
        {
            foreach (NetworkBatch batch in batches)
            {
                net.ForwardBatch(batch.Input, batchOutputs, batch.Lengths, many, workspace, batch.Layout);
            }
        });
        if (description is { CanStep: true, Agents: true })
        {
            var inputs = new NetworkInput([.. problems.SelectMany(each => each.Input.Rows.Take(description.Input))], [.. problems.SelectMany(each => each.Input.Tokens.Take(1))]);
            float[][] agents = [.. description.Outputs.Select(output => new float[Sequences * output.Size])];
            AllocationTests.AssertAllocatesNothing(() => net.StepMany(inputs, agents, many));
        }

        if (description.Training)
        {
            object tape = net.NewTape(Steps + 1, Sequences);
            INetGradient gradient = net.NewGradient();
            float[][] outputGradients = problem.OutputGradients;
            float[] inputGradient = new float[problem.Input.Rows.Length];
            float[] batchGradient = new float[batches[0].Input.Rows.Length];
            AllocationTests.AssertAllocatesNothing(() =>
            {
                net.Forward(problem.Input, outputs, states, tape);
                net.Backward(problem.Input, outputGradients, inputGradient, states, gradient, tape);
                net.Backward(problem.Input, outputGradients, [], null, gradient, tape);
                for (int i = 0; i < batches.Length; i++)
                {
                    net.ForwardBatch(batches[i].Input, batchOutputs, batches[i].Lengths, many, tape, batches[i].Layout);
                    net.BackwardBatch(batches[i].Input, gradients[i], batchGradient, batches[i].Lengths, many, gradient, tape, batches[i].Layout);
                }
            });
        }
    }
}

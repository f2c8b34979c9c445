using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Generated;

/// <summary>Steps of many states that share the weights, all of them in a call or a call for each; the states are zero at first.</summary>
internal static class AgentsWork
{
    private delegate void StepAll(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>The net of the row, ready to run.</summary>
    /// <param name="problem">The row.</param>
    /// <param name="oneByOne">Step of each state in turn, in the place of StepMany.</param>
    public static DelegateWork Create(Problem problem, bool oneByOne = false) => (problem.Row.Kind, problem.Row.Hidden) switch
    {
        (CellKind.Gru, 8) => Gru8(problem, oneByOne),
        (CellKind.Lstm, 8) => Lstm8(problem, oneByOne),
        (CellKind.Gru, 32) => Gru32(problem, oneByOne),
        _ => throw new NotSupportedException($"No net was generated for {problem.Row.Name}."),
    };

    private static DelegateWork Gru8(Problem problem, bool oneByOne)
    {
        var (net, states) = (new AgentGru8(), new AgentGru8.State[problem.Row.Batch]);
        return Work(problem, net.Set, () => Array.Clear(states), (input, output) => net.StepMany(input, output, states), (input, output) =>
        {
            for (int i = 0; i < states.Length; i++)
            {
                net.Step(
                    input.Slice(i * AgentGru8.InputSize, AgentGru8.InputSize), output.Slice(i * AgentGru8.OutputSize, AgentGru8.OutputSize), ref states[i]);
            }
        }, oneByOne);
    }

    private static DelegateWork Lstm8(Problem problem, bool oneByOne)
    {
        var (net, states) = (new AgentLstm8(), new AgentLstm8.State[problem.Row.Batch]);
        return Work(problem, net.Set, () => Array.Clear(states), (input, output) => net.StepMany(input, output, states), (input, output) =>
        {
            for (int i = 0; i < states.Length; i++)
            {
                net.Step(
                    input.Slice(i * AgentLstm8.InputSize, AgentLstm8.InputSize), output.Slice(i * AgentLstm8.OutputSize, AgentLstm8.OutputSize), ref states[i]);
            }
        }, oneByOne);
    }

    private static DelegateWork Gru32(Problem problem, bool oneByOne)
    {
        var (net, states) = (new AgentGru32(), new AgentGru32.State[problem.Row.Batch]);
        return Work(problem, net.Set, () => Array.Clear(states), (input, output) => net.StepMany(input, output, states), (input, output) =>
        {
            for (int i = 0; i < states.Length; i++)
            {
                net.Step(
                    input.Slice(i * AgentGru32.InputSize, AgentGru32.InputSize), output.Slice(i * AgentGru32.OutputSize, AgentGru32.OutputSize), ref states[i]);
            }
        }, oneByOne);
    }

    private static DelegateWork Work(Problem problem, SetTensor set, Action clear, StepAll many, StepAll each, bool oneByOne)
    {
        Row row = problem.Row;
        int inputs = row.Batch * row.Input, outputs = row.Batch * row.OutputSize;
        var output = new float[row.Steps * outputs];
        StepAll step = oneByOne ? each : many;
        GeneratedPeer.SetAll(problem, set);
        return new DelegateWork("", () =>
        {
            clear();
            for (int t = 0; t < row.Steps; t++)
            {
                step(problem.Input.AsSpan(t * inputs, inputs), output.AsSpan(t * outputs, outputs));
            }
        }, () => new Answer(output));
    }
}

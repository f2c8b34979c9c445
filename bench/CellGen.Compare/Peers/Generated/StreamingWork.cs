using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Generated;

/// <summary>Step, called for each sample of a block from a zero state: one call a step.</summary>
internal static class StreamingWork
{
    /// <summary>The net of the row, ready to run. The loop over the samples is written out, so that Step is called as users call it.</summary>
    public static IWork Create(Problem problem)
    {
        return (problem.Row.Kind, problem.Row.Input, problem.Row.Hidden) switch
        {
            (CellKind.Gru, 1, 8) => Make(problem, new StreamingGru8(), net => net.Set, static (net, input, output) =>
            {
                StreamingGru8.State state = default;
                for (int t = 0; t < input.Length; t++)
                {
                    net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Gru, 1, 16) => Make(problem, new StreamingGru16(), net => net.Set, static (net, input, output) =>
            {
                StreamingGru16.State state = default;
                for (int t = 0; t < input.Length; t++)
                {
                    net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Gru, 1, 32) => Make(problem, new StreamingGru32(), net => net.Set, static (net, input, output) =>
            {
                StreamingGru32.State state = default;
                for (int t = 0; t < input.Length; t++)
                {
                    net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Gru, 1, 64) => Make(problem, new StreamingGru64(), net => net.Set, static (net, input, output) =>
            {
                StreamingGru64.State state = default;
                for (int t = 0; t < input.Length; t++)
                {
                    net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Lstm, 1, 8) => Make(problem, new StreamingLstm8(), net => net.Set, static (net, input, output) =>
            {
                StreamingLstm8.State state = default;
                for (int t = 0; t < input.Length; t++)
                {
                    net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Lstm, 1, 16) => Make(problem, new StreamingLstm16(), net => net.Set, static (net, input, output) =>
            {
                StreamingLstm16.State state = default;
                for (int t = 0; t < input.Length; t++)
                {
                    net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Lstm, 1, 32) => Make(problem, new StreamingLstm32(), net => net.Set, static (net, input, output) =>
            {
                StreamingLstm32.State state = default;
                for (int t = 0; t < input.Length; t++)
                {
                    net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Lstm, 1, 64) => Make(problem, new StreamingLstm64(), net => net.Set, static (net, input, output) =>
            {
                StreamingLstm64.State state = default;
                for (int t = 0; t < input.Length; t++)
                {
                    net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Lstm, 1, 12) => Make(problem, new StreamingLstm12(), net => net.Set, static (net, input, output) =>
            {
                StreamingLstm12.State state = default;
                for (int t = 0; t < output.Length; t++)
                {
                    net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Lstm, 1, 40) => Make(problem, new StreamingLstm40(), net => net.Set, static (net, input, output) =>
            {
                StreamingLstm40.State state = default;
                for (int t = 0; t < output.Length; t++)
                {
                    net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Lstm, 2, 16) => Make(problem, new StreamingLstm2x16(), net => net.Set, static (net, input, output) =>
            {
                StreamingLstm2x16.State state = default;
                for (int t = 0; t < output.Length; t++)
                {
                    net.Step(input.AsSpan(t * 2, 2), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Lstm, 2, 20) => Make(problem, new StreamingLstm2x20(), net => net.Set, static (net, input, output) =>
            {
                StreamingLstm2x20.State state = default;
                for (int t = 0; t < output.Length; t++)
                {
                    net.Step(input.AsSpan(t * 2, 2), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Gru, 2, 24) => Make(problem, new StreamingGru2x24(), net => net.Set, static (net, input, output) =>
            {
                StreamingGru2x24.State state = default;
                for (int t = 0; t < output.Length; t++)
                {
                    net.Step(input.AsSpan(t * 2, 2), output.AsSpan(t, 1), ref state);
                }
            }),
            (CellKind.Gru, 3, 40) => Make(problem, new StreamingGru3x40(), net => net.Set, static (net, input, output) =>
            {
                StreamingGru3x40.State state = default;
                for (int t = 0; t < output.Length; t++)
                {
                    net.Step(input.AsSpan(t * 3, 3), output.AsSpan(t, 1), ref state);
                }
            }),
            _ => throw new NotSupportedException($"No net was generated for {problem.Row.Name}."),
        };
    }

    private static DelegateWork Make<TNet>(Problem problem, TNet net, Func<TNet, SetTensor> set, Action<TNet, float[], float[]> run)
    {
        var output = new float[problem.Row.Steps];
        GeneratedPeer.SetAll(problem, set(net));
        return new DelegateWork("", () => run(net, problem.Input, output), () => new Answer(output));
    }
}

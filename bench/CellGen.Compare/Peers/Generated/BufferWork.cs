using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Generated;

/// <summary>Forward over a whole block from a zero state, with the nets and the bits of <see cref="StreamingWork"/>.</summary>
internal static class BufferWork
{
    private delegate void Forward<TWorkspace>(ReadOnlySpan<float> input, Span<float> output, TWorkspace workspace);

    /// <summary>The net of the row, ready to run.</summary>
    public static IWork Create(Problem problem)
    {
        int steps = problem.Row.Steps;
        return (problem.Row.Kind, problem.Row.Input, problem.Row.Hidden) switch
        {
            (CellKind.Gru, 1, 8) => Make(problem, new StreamingGru8(), net => net.Set, net => net.Forward, new StreamingGru8.Workspace(steps)),
            (CellKind.Gru, 1, 16) => Make(problem, new StreamingGru16(), net => net.Set, net => net.Forward, new StreamingGru16.Workspace(steps)),
            (CellKind.Gru, 1, 32) => Make(problem, new StreamingGru32(), net => net.Set, net => net.Forward, new StreamingGru32.Workspace(steps)),
            (CellKind.Gru, 1, 64) => Make(problem, new StreamingGru64(), net => net.Set, net => net.Forward, new StreamingGru64.Workspace(steps)),
            (CellKind.Gru, 2, 24) => Make(problem, new StreamingGru2x24(), net => net.Set, net => net.Forward, new StreamingGru2x24.Workspace(steps)),
            (CellKind.Gru, 3, 40) => Make(problem, new StreamingGru3x40(), net => net.Set, net => net.Forward, new StreamingGru3x40.Workspace(steps)),
            (CellKind.Lstm, 1, 8) => Make(problem, new StreamingLstm8(), net => net.Set, net => net.Forward, new StreamingLstm8.Workspace(steps)),
            (CellKind.Lstm, 1, 12) => Make(problem, new StreamingLstm12(), net => net.Set, net => net.Forward, new StreamingLstm12.Workspace(steps)),
            (CellKind.Lstm, 1, 16) => Make(problem, new StreamingLstm16(), net => net.Set, net => net.Forward, new StreamingLstm16.Workspace(steps)),
            (CellKind.Lstm, 1, 32) => Make(problem, new StreamingLstm32(), net => net.Set, net => net.Forward, new StreamingLstm32.Workspace(steps)),
            (CellKind.Lstm, 1, 40) => Make(problem, new StreamingLstm40(), net => net.Set, net => net.Forward, new StreamingLstm40.Workspace(steps)),
            (CellKind.Lstm, 1, 64) => Make(problem, new StreamingLstm64(), net => net.Set, net => net.Forward, new StreamingLstm64.Workspace(steps)),
            (CellKind.Lstm, 2, 16) => Make(problem, new StreamingLstm2x16(), net => net.Set, net => net.Forward, new StreamingLstm2x16.Workspace(steps)),
            (CellKind.Lstm, 2, 20) => Make(problem, new StreamingLstm2x20(), net => net.Set, net => net.Forward, new StreamingLstm2x20.Workspace(steps)),
            _ => throw new NotSupportedException($"No net was generated for {problem.Row.Name}."),
        };
    }

    private static DelegateWork Make<TNet, TWorkspace>(
        Problem problem, TNet net, Func<TNet, SetTensor> set, Func<TNet, Forward<TWorkspace>> forward, TWorkspace workspace)
    {
        var output = new float[problem.Row.Steps];
        Forward<TWorkspace> run = forward(net);
        GeneratedPeer.SetAll(problem, set(net));
        return new DelegateWork("", () => run(problem.Input, output, workspace), () => new Answer(output));
    }
}

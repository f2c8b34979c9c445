using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Generated;

/// <summary>Forward over a sequence or a batch.</summary>
internal static class SequenceWork
{
    /// <summary>The net of the row, ready to run.</summary>
    public static IWork Create(Problem problem)
    {
        Row row = problem.Row;
        float[] input = problem.Input;
        var output = new float[row.Steps * row.Batch * row.OutputSize];
        return (row.Kind, row.Hidden, row.Batch) switch
        {
            (CellKind.Gru, 20, 1) => Make(new Gru20(), new Gru20.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            (CellKind.Gru, 20, _) => Batch(problem, output),
            (CellKind.Lstm, 20, 1) => Make(new Lstm20(), new Lstm20.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            (CellKind.Rnn, 20, 1) => Make(new Rnn20(), new Rnn20.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            (CellKind.Gru, 128, 1) => Make(new Gru128(), new Gru128.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            (CellKind.Lstm, 256, 1) => Make(new Lstm256(), new Lstm256.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            (CellKind.Lstm, 1024, 1) => Make(new Lstm1024(), new Lstm1024.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            _ => throw new NotSupportedException($"No net was generated for {row.Name}."),
        };

        IWork Make<TNet, TWorkspace>(TNet net, TWorkspace workspace, Func<TNet, SetTensor> set, Action<TNet, TWorkspace> forward)
        {
            GeneratedPeer.SetAll(problem, set(net));
            return new DelegateWork("", () => forward(net, workspace), () => new Answer(output));
        }
    }

    private static DelegateWork Batch(Problem problem, float[] output)
    {
        Row row = problem.Row;
        float[] input = problem.Input;
        int[] lengths = [.. Enumerable.Repeat(row.Steps, row.Batch)];
        var net = new Gru20();
        var workspace = new Gru20.Workspace(row.Steps, row.Batch);
        GeneratedPeer.SetAll(problem, net.Set);
        return new DelegateWork("", () => net.Forward(input, output, lengths, [], workspace, BatchLayout.TimeFirst), () => new Answer(output));
    }
}

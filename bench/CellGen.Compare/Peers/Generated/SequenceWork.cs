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
            (CellKind.Gru, 20, _) => Batch(new Gru20(), new Gru20.Workspace(row.Steps, row.Batch), net => net.Set, (net, workspace, lengths) => net.Forward(input, output, lengths, [], workspace, BatchLayout.TimeFirst)),
            (CellKind.Lstm, 20, 1) => Make(new Lstm20(), new Lstm20.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            (CellKind.Rnn, 20, 1) => Make(new Rnn20(), new Rnn20.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            (CellKind.Gru, 128, 1) => Make(new Gru128(), new Gru128.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            (CellKind.Lstm, 256, 1) => Make(new Lstm256(), new Lstm256.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            (CellKind.Lstm, 1024, 1) => Make(new Lstm1024(), new Lstm1024.Workspace(row.Steps), net => net.Set, (net, workspace) => net.Forward(input, output, workspace)),
            (CellKind.Gru, 128, _) => Batch(new Gru128(), new Gru128.Workspace(row.Steps, row.Batch), net => net.Set, (net, workspace, lengths) => net.Forward(input, output, lengths, [], workspace, BatchLayout.TimeFirst)),
            (CellKind.Lstm, 256, _) => Batch(new Lstm256(), new Lstm256.Workspace(row.Steps, row.Batch), net => net.Set, (net, workspace, lengths) => net.Forward(input, output, lengths, [], workspace, BatchLayout.TimeFirst)),
            (CellKind.Lstm, 512, _) => Batch(new Lstm512(), new Lstm512.Workspace(row.Steps, row.Batch), net => net.Set, (net, workspace, lengths) => net.Forward(input, output, lengths, [], workspace, BatchLayout.TimeFirst)),
            _ => throw new NotSupportedException($"No net was generated for {row.Name}."),
        };

        IWork Make<TNet, TWorkspace>(TNet net, TWorkspace workspace, Func<TNet, SetTensor> set, Action<TNet, TWorkspace> forward)
        {
            GeneratedPeer.SetAll(problem, set(net));
            return new DelegateWork("", () => forward(net, workspace), () => new Answer(output));
        }

        IWork Batch<TNet, TWorkspace>(TNet net, TWorkspace workspace, Func<TNet, SetTensor> set, Action<TNet, TWorkspace, int[]> forward)
        {
            int[] lengths = [.. Enumerable.Repeat(row.Steps, row.Batch)];
            return Make(net, workspace, set, (net, workspace) => forward(net, workspace, lengths));
        }
    }
}

using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Generated;

/// <summary>An encoder and decoder: forward with teacher forcing, then backward, of a batch; or decoding of one source.</summary>
internal static class PairWork
{
    /// <summary>The net of the row, ready to run.</summary>
    public static IWork Create(Problem problem) => (problem.Row.Hidden, problem.Row.Mode) switch
    {
        (64, RowMode.Training) => Train64(problem),
        (64, _) => Decode64(problem),
        (256, RowMode.Training) => Train256(problem),
        (256, _) => Decode256(problem),
        _ => throw new NotSupportedException($"No net was generated for {problem.Row.Name}."),
    };

    private static DelegateWork Train64(Problem problem)
    {
        var net = new Speller64();
        var tape = new Speller64.Tape(problem.Row.Steps, problem.Row.Batch);
        var gradient = new Speller64.Gradient();
        return Train(problem, net.Set, gradient.Get, (batch, output) =>
        {
            gradient.Clear();
            net.Forward(batch.Source, batch.SourceLengths, batch.Target, batch.TargetLengths, output, tape);
            net.Backward(batch.Source, batch.SourceLengths, batch.Target, batch.TargetLengths, problem.OutputGradient, gradient, tape);
        });
    }

    private static DelegateWork Train256(Problem problem)
    {
        var net = new Speller256();
        var tape = new Speller256.Tape(problem.Row.Steps, problem.Row.Batch);
        var gradient = new Speller256.Gradient();
        return Train(problem, net.Set, gradient.Get, (batch, output) =>
        {
            gradient.Clear();
            net.Forward(batch.Source, batch.SourceLengths, batch.Target, batch.TargetLengths, output, tape);
            net.Backward(batch.Source, batch.SourceLengths, batch.Target, batch.TargetLengths, problem.OutputGradient, gradient, tape);
        });
    }

    private static DelegateWork Decode64(Problem problem)
    {
        var net = new Speller64();
        var workspace = new Speller64.Workspace(problem.Row.Steps);
        return Decode(problem, net.Set, (source, tokens) => net.Decode(source, tokens, workspace));
    }

    private static DelegateWork Decode256(Problem problem)
    {
        var net = new Speller256();
        var workspace = new Speller256.Workspace(problem.Row.Steps);
        return Decode(problem, net.Set, (source, tokens) => net.Decode(source, tokens, workspace));
    }

    private static DelegateWork Train(Problem problem, SetTensor set, GetTensor get, Action<Batch, float[]> pass)
    {
        GeneratedPeer.SetAll(problem, set);
        Batch batch = Tokens(problem);
        var output = new float[problem.OutputGradient.Length];
        return new DelegateWork("", () => pass(batch, output), () => new Answer(output, null, GeneratedPeer.GetAll(problem, get)));
    }

    private static DelegateWork Decode(Problem problem, SetTensor set, Action<int[], int[]> decode)
    {
        GeneratedPeer.SetAll(problem, set);
        int[] source = Tokens(problem).Source, tokens = new int[problem.Row.Steps];
        return new DelegateWork("", () => decode(source, tokens), () => new Answer(Array.ConvertAll(tokens, token => (float)token)));
    }

    private static Batch Tokens(Problem problem)
    {
        int[] all = Array.ConvertAll(problem.Input, token => (int)token);
        int batch = problem.Row.Batch, source = problem.Row.Pair!.Source;
        return new(all[..(batch * source)], [.. Enumerable.Repeat(source, batch)], all[(batch * source)..], [.. Enumerable.Repeat(problem.Row.Steps, batch)]);
    }

    private sealed record Batch(int[] Source, int[] SourceLengths, int[] Target, int[] TargetLengths);
}

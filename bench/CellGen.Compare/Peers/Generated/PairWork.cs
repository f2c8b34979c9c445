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
        var (source, sources, target, targets) = Tokens(problem);
        var output = new float[problem.OutputGradient.Length];
        GeneratedPeer.SetAll(problem, net.Set);
        return Work(problem, output, gradient.Get, () =>
        {
            gradient.Clear();
            net.Forward(source, sources, target, targets, output, tape);
            net.Backward(source, sources, target, targets, problem.OutputGradient, gradient, tape);
        });
    }

    private static DelegateWork Train256(Problem problem)
    {
        var net = new Speller256();
        var tape = new Speller256.Tape(problem.Row.Steps, problem.Row.Batch);
        var gradient = new Speller256.Gradient();
        var (source, sources, target, targets) = Tokens(problem);
        var output = new float[problem.OutputGradient.Length];
        GeneratedPeer.SetAll(problem, net.Set);
        return Work(problem, output, gradient.Get, () =>
        {
            gradient.Clear();
            net.Forward(source, sources, target, targets, output, tape);
            net.Backward(source, sources, target, targets, problem.OutputGradient, gradient, tape);
        });
    }

    private static DelegateWork Decode64(Problem problem)
    {
        var net = new Speller64();
        var workspace = new Speller64.Workspace(problem.Row.Steps);
        int[] source = Tokens(problem).Source, tokens = new int[problem.Row.Steps];
        GeneratedPeer.SetAll(problem, net.Set);
        return new DelegateWork("", () => net.Decode(source, tokens, workspace), () => new Answer(Array.ConvertAll(tokens, token => (float)token)));
    }

    private static DelegateWork Decode256(Problem problem)
    {
        var net = new Speller256();
        var workspace = new Speller256.Workspace(problem.Row.Steps);
        int[] source = Tokens(problem).Source, tokens = new int[problem.Row.Steps];
        GeneratedPeer.SetAll(problem, net.Set);
        return new DelegateWork("", () => net.Decode(source, tokens, workspace), () => new Answer(Array.ConvertAll(tokens, token => (float)token)));
    }

    private static (int[] Source, int[] SourceLengths, int[] Target, int[] TargetLengths) Tokens(Problem problem)
    {
        int[] all = Array.ConvertAll(problem.Input, token => (int)token);
        int batch = problem.Row.Batch, source = problem.Row.Pair!.Source;
        return (all[..(batch * source)], [.. Enumerable.Repeat(source, batch)], all[(batch * source)..], [.. Enumerable.Repeat(problem.Row.Steps, batch)]);
    }

    private static DelegateWork Work(Problem problem, float[] output, GetTensor get, Action once) =>
        new("", once, () => new Answer(output, null, GeneratedPeer.GetAll(problem, get)));
}

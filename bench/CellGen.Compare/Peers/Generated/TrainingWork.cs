using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Generated;

/// <summary>Forward with a tape, then backward, of one sequence or a batch; the gradients are cleared before.</summary>
internal static class TrainingWork
{
    /// <summary>The net of the row, ready to run.</summary>
    public static IWork Create(Problem problem) => problem.Row.Kind switch
    {
        CellKind.Gru => problem.Row.Batch == 1 ? Gru(problem) : GruBatch(problem),
        CellKind.Lstm => Lstm(problem),
        _ => throw new NotSupportedException($"No net was generated for {problem.Row.Name}."),
    };

    private static DelegateWork Gru(Problem problem)
    {
        var net = new Gru20();
        var tape = new Gru20.Tape(problem.Row.Steps);
        var gradient = new Gru20.Gradient();
        var (output, inputGradient) = Results(problem);
        GeneratedPeer.SetAll(problem, net.Set);
        return Work(problem, output, inputGradient, gradient.Get, () =>
        {
            gradient.Clear();
            net.Forward(problem.Input, output, tape);
            net.Backward(problem.Input, problem.OutputGradient, inputGradient, gradient, tape);
        });
    }

    private static DelegateWork GruBatch(Problem problem)
    {
        var net = new Gru20();
        var tape = new Gru20.Tape(problem.Row.Steps, problem.Row.Batch);
        var gradient = new Gru20.Gradient();
        var (output, inputGradient) = Results(problem);
        int[] lengths = [.. Enumerable.Repeat(problem.Row.Steps, problem.Row.Batch)];
        GeneratedPeer.SetAll(problem, net.Set);
        return Work(problem, output, inputGradient, gradient.Get, () =>
        {
            gradient.Clear();
            net.Forward(problem.Input, output, lengths, [], tape, BatchLayout.TimeFirst);
            net.Backward(problem.Input, problem.OutputGradient, inputGradient, lengths, [], gradient, tape, BatchLayout.TimeFirst);
        });
    }

    private static DelegateWork Lstm(Problem problem)
    {
        var net = new Lstm20();
        var tape = new Lstm20.Tape(problem.Row.Steps);
        var gradient = new Lstm20.Gradient();
        var (output, inputGradient) = Results(problem);
        GeneratedPeer.SetAll(problem, net.Set);
        return Work(problem, output, inputGradient, gradient.Get, () =>
        {
            gradient.Clear();
            net.Forward(problem.Input, output, tape);
            net.Backward(problem.Input, problem.OutputGradient, inputGradient, gradient, tape);
        });
    }

    private static (float[] Output, float[] InputGradient) Results(Problem problem) =>
        (new float[problem.OutputGradient.Length], new float[problem.Input.Length]);

    private static DelegateWork Work(Problem problem, float[] output, float[] inputGradient, GetTensor get, Action once) =>
        new("", once, () => new Answer(output, inputGradient, GeneratedPeer.GetAll(problem, get)));
}

using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Generated;

/// <summary>Forward with a tape, then backward, of one sequence or a batch; the gradients are cleared before.</summary>
internal static class TrainingWork
{
    /// <summary>The net of the row, ready to run.</summary>
    public static IWork Create(Problem problem) => (problem.Row.Kind, problem.Row.Hidden) switch
    {
        (CellKind.Gru, 20) => problem.Row.Batch == 1 ? Gru(problem) : Gru20Batch(problem),
        (CellKind.Lstm, 20) => Lstm(problem),
        (CellKind.Gru, 128) => Gru128Batch(problem),
        (CellKind.Lstm, 256) => Lstm256Batch(problem),
        (CellKind.Lstm, 512) => Lstm512Batch(problem),
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

    private static DelegateWork Gru20Batch(Problem problem)
    {
        var (net, tape, gradient) = (new Gru20(), new Gru20.Tape(problem.Row.Steps, problem.Row.Batch), new Gru20.Gradient());
        return Batch(
            problem, net.Set, gradient.Get, gradient.Clear,
            (lengths, output) => net.Forward(problem.Input, output, lengths, [], tape, BatchLayout.TimeFirst),
            (lengths, inputGradient) => net.Backward(problem.Input, problem.OutputGradient, inputGradient, lengths, [], gradient, tape, BatchLayout.TimeFirst));
    }

    private static DelegateWork Gru128Batch(Problem problem)
    {
        var (net, tape, gradient) = (new Gru128(), new Gru128.Tape(problem.Row.Steps, problem.Row.Batch), new Gru128.Gradient());
        return Batch(
            problem, net.Set, gradient.Get, gradient.Clear,
            (lengths, output) => net.Forward(problem.Input, output, lengths, [], tape, BatchLayout.TimeFirst),
            (lengths, inputGradient) => net.Backward(problem.Input, problem.OutputGradient, inputGradient, lengths, [], gradient, tape, BatchLayout.TimeFirst));
    }

    private static DelegateWork Lstm256Batch(Problem problem)
    {
        var (net, tape, gradient) = (new Lstm256(), new Lstm256.Tape(problem.Row.Steps, problem.Row.Batch), new Lstm256.Gradient());
        return Batch(
            problem, net.Set, gradient.Get, gradient.Clear,
            (lengths, output) => net.Forward(problem.Input, output, lengths, [], tape, BatchLayout.TimeFirst),
            (lengths, inputGradient) => net.Backward(problem.Input, problem.OutputGradient, inputGradient, lengths, [], gradient, tape, BatchLayout.TimeFirst));
    }

    private static DelegateWork Lstm512Batch(Problem problem)
    {
        var (net, tape, gradient) = (new Lstm512(), new Lstm512.Tape(problem.Row.Steps, problem.Row.Batch), new Lstm512.Gradient());
        return Batch(
            problem, net.Set, gradient.Get, gradient.Clear,
            (lengths, output) => net.Forward(problem.Input, output, lengths, [], tape, BatchLayout.TimeFirst),
            (lengths, inputGradient) => net.Backward(problem.Input, problem.OutputGradient, inputGradient, lengths, [], gradient, tape, BatchLayout.TimeFirst));
    }

    private static DelegateWork Batch(Problem problem, SetTensor set, GetTensor get, Action clear, Action<int[], float[]> forward, Action<int[], float[]> backward)
    {
        var (output, inputGradient) = Results(problem);
        int[] lengths = [.. Enumerable.Repeat(problem.Row.Steps, problem.Row.Batch)];
        GeneratedPeer.SetAll(problem, set);
        return Work(problem, output, inputGradient, get, () =>
        {
            clear();
            forward(lengths, output);
            backward(lengths, inputGradient);
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

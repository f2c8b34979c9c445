namespace CellGen;

/// <summary>What one thread of a trainer needs: the net's pass, and room for outputs and their gradients.</summary>
internal sealed class TrainingMemory
{
    private readonly Loss _loss;
    private readonly Loss? _metric;
    private readonly float[] _output;
    private readonly float[] _outputGradient;
    private readonly float[] _state;

    /// <summary>Allocates it.</summary>
    /// <param name="model">The net.</param>
    /// <param name="maxSteps">The longest sequence.</param>
    /// <param name="batchSize">The most sequences at a time, where the net gains by more than one.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="metric">What is watched beside it; may be null.</param>
    public TrainingMemory(ITrainable model, int maxSteps, int batchSize, Loss loss, Loss? metric)
    {
        Pass = model.NewPass(maxSteps, batchSize);
        Group = Pass.BatchSize > 1 ? new SequenceGroup(Pass) : null;
        _loss = loss.ForThread(Pass);
        _metric = metric?.ForThread(Pass);
        _output = new float[(long)Pass.BatchSize * Pass.OutputLength(maxSteps)];
        _outputGradient = new float[_output.Length];
        _state = new float[Pass.StateSize];
    }

    /// <summary>The net's pass.</summary>
    public TrainingPass Pass { get; }

    /// <summary>The sequences that run at a time; null where it is one.</summary>
    public SequenceGroup? Group { get; }

    /// <summary>Runs the net over the sequences of the group.</summary>
    public void ForwardGroup() => Group!.Forward(_output);

    /// <summary>The mean loss of a sequence of the group; the gradient, as its share of the batch, waits for <see cref="BackwardGroup"/>.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="index">Its number in the group.</param>
    /// <param name="share">Its part of the batch.</param>
    public float LossOf(Sequence sequence, int index, double share)
    {
        Range part = Group!.OutputOf(index);
        Span<float> gradient = _outputGradient.AsSpan(part);
        float loss = _loss.Compute(sequence, _output.AsSpan(part), Pass.OutputSize, gradient);
        Scaling.Scale(gradient, (float)share);
        return loss;
    }

    /// <summary>Adds the gradient of the group.</summary>
    public void BackwardGroup() => Group!.Backward(_outputGradient);

    /// <summary>Adds the gradient of a sequence, as its share of the batch, and returns the sequence's own mean loss.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="steps">Its length.</param>
    /// <param name="share">Its part of the batch; 0: it only moves the state.</param>
    /// <param name="dropoutSeed">What is dropped.</param>
    /// <param name="state">The state, which goes on; empty: not wanted.</param>
    /// <param name="anew">Whether the net begins in its own state.</param>
    public float Train(Sequence sequence, int steps, double share, int dropoutSeed, Span<float> state, bool anew)
    {
        int length = Pass.OutputLength(sequence, steps);
        Span<float> output = _output.AsSpan(0, length);
        Span<float> gradient = _outputGradient.AsSpan(0, length);
        Pass.SeedDropout(dropoutSeed);
        Pass.Forward(sequence, state, output, anew);
        if (share == 0)
        {
            return 0f;
        }

        float loss = _loss.Compute(sequence, output, Pass.OutputSize, gradient);
        Scaling.Scale(gradient, (float)share);
        Pass.Backward(sequence, gradient);
        return loss;
    }

    /// <summary>Runs the net over the first steps of a sequence, without dropout, and returns the state after them.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="steps">Its length.</param>
    /// <param name="count">The number of steps to run, fewer than it has.</param>
    /// <param name="state">Takes the state; empty: memory of its own does.</param>
    public Span<float> WarmUp(Sequence sequence, int steps, int count, Span<float> state)
    {
        state = state.IsEmpty ? _state : state;
        Pass.Evaluate(SequencePart.Input(sequence, steps, 0, count), state, _output.AsSpan(0, Pass.OutputLength(count)), anew: true);
        return state;
    }

    /// <summary>The mean loss and metric of a sequence, without dropout.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="steps">Its length.</param>
    /// <param name="state">The state before it; empty: the net's own.</param>
    public (float Loss, float Metric) Evaluate(Sequence sequence, int steps, Span<float> state)
    {
        Span<float> output = _output.AsSpan(0, Pass.OutputLength(sequence, steps));
        Pass.Evaluate(sequence, state, output);
        return (_loss.Compute(sequence, output, Pass.OutputSize, []), _metric?.Compute(sequence, output, Pass.OutputSize, []) ?? 0f);
    }
}

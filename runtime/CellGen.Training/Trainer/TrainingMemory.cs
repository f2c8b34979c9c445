namespace CellGen;

/// <summary>What one thread of a trainer needs: the net's pass, and room for outputs and their gradients.</summary>
internal sealed class TrainingMemory
{
    private readonly Loss _loss;
    private readonly Loss? _metric;
    private readonly float[] _output;
    private readonly float[] _outputGradient;

    /// <summary>Allocates it.</summary>
    public TrainingMemory(ITrainable model, int maxSteps, Loss loss, Loss? metric)
    {
        Pass = model.NewPass(maxSteps);
        _loss = loss.ForThread(Pass);
        _metric = metric?.ForThread(Pass);
        _output = new float[Pass.OutputLength(maxSteps)];
        _outputGradient = new float[_output.Length];
    }

    /// <summary>The net's pass.</summary>
    public TrainingPass Pass { get; }

    /// <summary>Adds the gradient of a sequence, as its share of the batch, and returns the sequence's own mean loss.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="steps">Its length.</param>
    /// <param name="share">Its part of the batch; 0: it only moves the state.</param>
    /// <param name="dropoutSeed">What is dropped.</param>
    /// <param name="state">The state, which goes on; empty: the one in which the net begins.</param>
    public float Train(Sequence sequence, int steps, double share, int dropoutSeed, Span<float> state)
    {
        int length = Pass.OutputLength(steps);
        Span<float> output = _output.AsSpan(0, length);
        Span<float> gradient = _outputGradient.AsSpan(0, length);
        Pass.SeedDropout(dropoutSeed);
        Pass.Forward(sequence, state, output);
        if (share == 0)
        {
            return 0f;
        }

        float loss = _loss.Compute(sequence, output, Pass.OutputSize, gradient);
        Scaling.Scale(gradient, (float)share);
        Pass.Backward(sequence, gradient);
        return loss;
    }

    /// <summary>The mean loss and metric of a sequence, without dropout.</summary>
    public (float Loss, float Metric) Evaluate(Sequence sequence, int steps)
    {
        Span<float> output = _output.AsSpan(0, Pass.OutputLength(steps));
        Pass.Evaluate(sequence, [], output);
        return (_loss.Compute(sequence, output, Pass.OutputSize, []), _metric?.Compute(sequence, output, Pass.OutputSize, []) ?? 0f);
    }
}

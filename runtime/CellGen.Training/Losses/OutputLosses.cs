namespace CellGen;

/// <summary>A loss for each output of a net that has several, and their weighted sum.</summary>
internal sealed class OutputLosses((Loss Loss, float Weight)[] outputs, TrainingPass? pass = null) : Loss
{
    /// <inheritdoc/>
    public override Loss ForThread(TrainingPass pass)
    {
        if (pass.OutputCount != outputs.Length)
        {
            throw new InvalidOperationException($"There are {outputs.Length} losses; expected {pass.OutputCount}, one for each output of the net.");
        }

        return new OutputLosses(Array.ConvertAll(outputs, output => (output.Loss.ForThread(pass), output.Weight)), pass);
    }

    /// <inheritdoc/>
    public override string Name => string.Join(" + ", outputs.Select(output => FormattableString.Invariant($"{output.Weight} {output.Loss.Name}")));

    /// <inheritdoc/>
    public override double Weight(Sequence sequence) => 1;

    /// <inheritdoc/>
    public override float Compute(Sequence sequence, ReadOnlySpan<float> output, int outputSize, Span<float> gradient)
    {
        float sum = 0;
        int targets = 0, labels = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            var (start, length, size) = pass!.OutputOf(i, output.Length);
            bool hasLabels = outputs[i].Loss is CrossEntropyLoss or NegativeLogLikelihoodLoss or ErrorRateMetric;
            int rows = length / size;
            var part = hasLabels
                ? new Sequence { Labels = Take(sequence.Labels, ref labels, rows, "Labels") }
                : new Sequence { Target = Take(sequence.Target, ref targets, length, "Target") };
            var partGradient = gradient.IsEmpty ? gradient : gradient.Slice(start, length);
            sum += outputs[i].Weight * outputs[i].Loss.Compute(part, output.Slice(start, length), size, partGradient);
            foreach (ref float value in partGradient)
            {
                value *= outputs[i].Weight;
            }
        }

        return sum;
    }

    private static ReadOnlySpan<T> Take<T>(ReadOnlySpan<T> values, ref int start, int count, string name)
    {
        if (values.Length - start < count)
        {
            throw new ArgumentException($"{name} has {values.Length} values; expected at least {start + count}, those of each output one behind the other.");
        }

        start += count;
        return values.Slice(start - count, count);
    }
}

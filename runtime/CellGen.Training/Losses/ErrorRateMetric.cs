namespace CellGen;

/// <summary>The part of labels whose score is not the largest.</summary>
internal sealed class ErrorRateMetric(int ignoreIndex) : Loss
{
    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"ErrorRate(ignoreIndex {ignoreIndex})");

    /// <inheritdoc/>
    public override double Weight(Sequence sequence) => LossWeight.Of(sequence, [], ignoreIndex);

    /// <inheritdoc/>
    public override float Compute(Sequence sequence, ReadOnlySpan<float> output, int outputSize, Span<float> gradient)
    {
        LossWeight.CheckRows(sequence, output, outputSize);
        gradient.Clear();
        double wrong = 0;
        for (int row = 0; row < sequence.Labels.Length; row++)
        {
            ReadOnlySpan<float> scores = output.Slice(row * outputSize, outputSize);
            int best = 0;
            for (int c = 1; c < scores.Length; c++)
            {
                best = scores[c] > scores[best] ? c : best;
            }

            double weight = sequence.Labels[row] == ignoreIndex ? 0 : row < sequence.Mask.Length ? sequence.Mask[row] : 1;
            wrong += best == sequence.Labels[row] ? 0 : weight;
        }

        double all = Weight(sequence);
        return all == 0 ? 0f : (float)(wrong / all);
    }
}

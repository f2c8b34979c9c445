namespace CellGen;

/// <summary>The negative log-likelihood of labels.</summary>
internal sealed class NegativeLogLikelihoodLoss(int ignoreIndex) : Loss
{
    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"NegativeLogLikelihood(ignoreIndex {ignoreIndex})");

    /// <inheritdoc/>
    public override double Weight(Sequence sequence) => LossWeight.Of(sequence, [], ignoreIndex);

    /// <inheritdoc/>
    public override float Compute(Sequence sequence, ReadOnlySpan<float> output, int outputSize, Span<float> gradient)
    {
        LossWeight.CheckRows(sequence, output, outputSize);
        return !sequence.Mask.IsEmpty
            ? throw new ArgumentException("Mask has values; the negative log-likelihood takes none: label such rows −100.", nameof(sequence))
            : CellGen.NegativeLogLikelihood.Compute(output, sequence.Labels, outputSize, gradient, ignoreIndex);
    }
}

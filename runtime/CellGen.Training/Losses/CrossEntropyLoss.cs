namespace CellGen;

/// <summary>Softmax cross-entropy of labels.</summary>
internal sealed class CrossEntropyLoss(float[] classWeights, float labelSmoothing, int ignoreIndex) : Loss
{
    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant(
        $"CrossEntropy(labelSmoothing {labelSmoothing}, ignoreIndex {ignoreIndex}, classWeights [{string.Join(' ', classWeights.Select(weight => FormattableString.Invariant($"{weight}")))}])");

    /// <inheritdoc/>
    public override double Weight(Sequence sequence) => LossWeight.Of(sequence, classWeights, ignoreIndex);

    /// <inheritdoc/>
    public override float Compute(Sequence sequence, ReadOnlySpan<float> output, int outputSize, Span<float> gradient)
    {
        LossWeight.CheckRows(sequence, output, outputSize);
        return classWeights.Length == 0 && labelSmoothing == 0f && sequence.Mask.IsEmpty
            ? SoftmaxCrossEntropy.Compute(output, sequence.Labels, outputSize, gradient, ignoreIndex)
            : SoftmaxCrossEntropy.Compute(output, sequence.Labels, outputSize, gradient, classWeights, sequence.Mask, labelSmoothing, ignoreIndex);
    }
}

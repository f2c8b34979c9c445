namespace CellGen;

/// <summary>A loss that a user wrote.</summary>
internal sealed class OwnLoss(SequenceLoss compute, SequenceWeight? weight) : Loss
{
    /// <inheritdoc/>
    public override string Name => "Of";

    /// <inheritdoc/>
    public override double Weight(Sequence sequence) => weight?.Invoke(sequence) ?? 1;

    /// <inheritdoc/>
    public override float Compute(Sequence sequence, ReadOnlySpan<float> output, int outputSize, Span<float> gradient) =>
        compute(sequence, output, gradient);
}

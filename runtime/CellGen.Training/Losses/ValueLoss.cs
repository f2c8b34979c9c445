namespace CellGen;

/// <summary>A loss of values, element by element, with a mask or without.</summary>
internal sealed class ValueLoss(string name, ValueLoss.Computation compute) : Loss
{
    public delegate float Computation(ReadOnlySpan<float> output, ReadOnlySpan<float> target, ReadOnlySpan<float> mask, Span<float> gradient);

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override double Weight(Sequence sequence) => sequence.Mask.IsEmpty ? sequence.Target.Length : LossWeight.Sum(sequence.Mask);

    /// <inheritdoc/>
    public override float Compute(Sequence sequence, ReadOnlySpan<float> output, int outputSize, Span<float> gradient) =>
        compute(output, sequence.Target, sequence.Mask, gradient);
}

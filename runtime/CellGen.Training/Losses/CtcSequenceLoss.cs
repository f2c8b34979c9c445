namespace CellGen;

/// <summary>CTC, with memory for one thread.</summary>
internal sealed class CtcSequenceLoss(int maxLabels, int blank, CtcLoss? memory) : Loss
{
    /// <inheritdoc/>
    public override Loss ForThread(TrainingPass pass) =>
        new CtcSequenceLoss(maxLabels, blank, new CtcLoss(pass.MaxSteps, maxLabels, pass.OutputSize, blank));

    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"Ctc(blank {blank})");

    /// <inheritdoc/>
    public override double Weight(Sequence sequence) => 1;

    /// <inheritdoc/>
    public override float Compute(Sequence sequence, ReadOnlySpan<float> output, int outputSize, Span<float> gradient)
    {
        CtcLoss ctc = memory ?? new CtcLoss(Math.Max(1, output.Length / outputSize), sequence.Labels.Length, outputSize, blank);
        float scale = 1f / Math.Max(1, sequence.Labels.Length);
        float loss = ctc.Compute(output, sequence.Labels, gradient) * scale;
        Scaling.Scale(gradient, scale);
        return loss;
    }
}

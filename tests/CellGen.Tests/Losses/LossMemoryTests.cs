using System.Runtime.InteropServices;
using Xunit;

namespace CellGen.Tests.Losses;

/// <summary>
/// A gradient that is written over what the loss reads: exactly in place it is right, to the bit; a place farther on it is
/// refused, and nothing is written.
/// </summary>
public sealed class LossMemoryTests
{
    private delegate float Loss(ReadOnlySpan<float> input, Span<float> gradient);

    private static readonly Dictionary<string, (int Length, Loss Compute)> Losses = new()
    {
        ["cross entropy"] = (6, (x, g) => SoftmaxCrossEntropy.Compute(x, [0, 1], 3, g)),
        ["cross entropy, ignored row"] = (60, (x, g) => SoftmaxCrossEntropy.Compute(x, [0, -1, 1], 20, g, ignoreIndex: -1)),
        ["cross entropy, all ignored"] = (6, (x, g) => SoftmaxCrossEntropy.Compute(x, [-100, -100], 3, g)),
        ["cross entropy, smoothed"] = (60, (x, g) => SoftmaxCrossEntropy.Compute(x, [0, -1, 1], 20, g, [], labelSmoothing: 0.1f, ignoreIndex: -1)),
        ["huber"] = (37, (x, g) => Huber.Compute(x, Ramp(37), g)),
        ["huber of the target"] = (37, (x, g) => Huber.Compute(Ramp(37), x, g)),
        ["huber, mask"] = (37, (x, g) => Huber.Compute(Ramp(37), Mask(37), x, g)),
        ["binary"] = (37, (x, g) => BinaryCrossEntropy.Compute(x, Mask(37), g)),
        ["binary, target"] = (37, (x, g) => BinaryCrossEntropy.Compute(Ramp(37), x, Mask(37), g)),
        ["ctc"] = (60, (x, g) => new CtcLoss(3, 2, 20).Compute(x, [1, 1], g)),
        ["negative log likelihood"] = (6, (x, g) => NegativeLogLikelihood.Compute(x, [0, 1], 3, g)),
        ["negative log likelihood, ignored row"] = (60, (x, g) => NegativeLogLikelihood.Compute(x, [0, -1, 1], 20, g, ignoreIndex: -1)),
        ["squared error"] = (37, (x, g) => MeanSquaredError.Compute(x, Ramp(37), g)),
        ["squared error of the target"] = (37, (x, g) => MeanSquaredError.Compute(Ramp(37), x, g)),
        ["masked"] = (37, (x, g) => MeanSquaredError.Compute(x, Ramp(37), Mask(37), g)),
        ["masked, target"] = (37, (x, g) => MeanSquaredError.Compute(Ramp(37), x, Mask(37), g)),
        ["masked, mask"] = (37, (x, g) => MeanSquaredError.Compute(Ramp(37), Mask(37), x, g)),
        ["nothing counts, mask"] = (5, (x, g) => MeanSquaredError.Compute(Ramp(5), Ramp(5), x, g)),
    };

    public static TheoryData<string> Names => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void InPlaceItIsRight(string name)
    {
        (int length, Loss compute) = Losses[name];
        float[] input = name.StartsWith("nothing", StringComparison.Ordinal) ? new float[length] : [.. Ramp(length).Select(MathF.Abs)];
        float[] gradient = new float[length];
        float loss = compute(input, gradient);

        float[] both = [.. input];
        float inPlace = compute(both, both);

        Assert.Equal(loss, inPlace);
        Assert.Equal(gradient, both);
        Assert.Equal(loss, compute(input, []));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AShiftedGradientIsRefused(string name)
    {
        (int length, Loss compute) = Losses[name];
        foreach (int shift in new[] { 1, -1, 3, -length + 1, length - 1 })
        {
            float[] memory = [.. Ramp(3 * length)];
            float[] before = [.. memory];
            string message = Assert.Throws<ArgumentException>(
                "gradient", () => compute(memory.AsSpan(length, length), memory.AsSpan(length + shift, length))).Message;
            Assert.Matches("gradient overlaps (prediction|target|mask|logits|logProbabilities) ", message);
            Assert.Equal(before, memory);
        }

        // Neighbours share nothing.
        float[] apart = [.. Ramp(3 * length).Select(MathF.Abs)];
        compute(apart.AsSpan(length, length), apart.AsSpan(0, length));
        compute(apart.AsSpan(length, length), apart.AsSpan(2 * length, length));
    }

    [Fact]
    public void AGradientOverTheTargetsIsRefused()
    {
        float[] memory = new float[12];
        foreach (int start in new[] { 0, 3, 6 })
        {
            Assert.Throws<ArgumentException>("gradient", () => SoftmaxCrossEntropy.Compute(
                new float[6], MemoryMarshal.Cast<float, int>(memory.AsSpan(start, 2)), 3, memory.AsSpan(1, 6)));
        }
    }

    private static float[] Ramp(int length) => [.. Enumerable.Range(0, length).Select(i => ((i * 7 % 11) - 4) * 0.3f)];

    private static float[] Mask(int length) => [.. Enumerable.Range(0, length).Select(i => i % 3 == 1 ? 0f : 1f)];
}

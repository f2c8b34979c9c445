using CellGen.TopologyTests.Nets;
using Xunit;
using static CellGen.TopologyTests.Training.TrainingData;

namespace CellGen.TopologyTests.Training;

/// <summary>The losses of a trainer are those of the runtime, and each sequence counts as much as torch's mean over the batch has it.</summary>
public sealed class SequenceLossTests
{
    private static readonly float[] Output = [0.5f, -1f, 2f, 0.25f, 3f, -0.5f];

    [Fact]
    public void ValuesCountByElementsOrTheirMask()
    {
        float[] target = [1f, 0f, 1f, 0f, 1f, 0.5f];
        float[] mask = [1f, 0f, 0.5f, 0f, 1f, 1f];
        (Loss Loss, Func<float[], float> Plain, Func<float[], float> Masked)[] losses =
        [
            (Loss.MeanSquared, g => MeanSquaredError.Compute(Output, target, g), g => MeanSquaredError.Compute(Output, target, mask, g)),
            (Loss.Huber(0.7f), g => Huber.Compute(Output, target, g, 0.7f), g => Huber.Compute(Output, target, mask, g, 0.7f)),
            (Loss.BinaryCrossEntropy(2f), g => BinaryCrossEntropy.Compute(Output, target, g, 2f), g => BinaryCrossEntropy.Compute(Output, target, mask, g, 2f)),
        ];
        foreach ((Loss loss, Func<float[], float> unmasked, Func<float[], float> masked) in losses)
        {
            Check(loss, new Sequence { Target = target }, 6, unmasked);
            Check(loss, new Sequence { Target = target, Mask = mask }, 3.5, masked);
        }
    }

    [Fact]
    public void LabelsCountByRowsTheirMaskAndTheWeightsOfTheirClasses()
    {
        int[] labels = [1, 2];
        Check(Loss.CrossEntropy, new Sequence { Labels = labels }, 2, g => SoftmaxCrossEntropy.Compute(Output, labels, 3, g));
        Check(Loss.CrossEntropy, new Sequence { Labels = [-100, 2] }, 1, g => SoftmaxCrossEntropy.Compute(Output, [-100, 2], 3, g));
        Check(Loss.CrossEntropy, new Sequence { Labels = labels, Mask = [0.5f, 1f] }, 1.5, g => SoftmaxCrossEntropy.Compute(Output, labels, 3, g, [], [0.5f, 1f]));
        float[] weights = [1f, 2f, 0.25f];
        Check(
            Loss.WeightedCrossEntropy(weights, 0.1f), new Sequence { Labels = labels }, 2.25, g => SoftmaxCrossEntropy.Compute(Output, labels, 3, g, weights, [], 0.1f));
        Check(Loss.NegativeLogLikelihood, new Sequence { Labels = labels }, 2, g => NegativeLogLikelihood.Compute(Output, labels, 3, g));
        Assert.Equal(0.5f, Loss.ErrorRate.Compute(new Sequence { Labels = [2, 0] }, Output, 3, []));
        Assert.Throws<ArgumentException>("sequence", () => Loss.CrossEntropy.Compute(new Sequence { Labels = [1] }, Output, 3, []));
    }

    [Fact]
    public void CtcLearnsLabelsThatAreNotAligned()
    {
        // Each label is written two or three times, with noise between.
        var random = new Random(1);
        var data = new SequenceList();
        for (int i = 0; i < 120; i++)
        {
            int[] labels = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, 4))];
            int[] tokens = [.. labels.SelectMany(label => Enumerable.Repeat(label, random.Next(2, 4)).Append(random.Next(4, 7)))];
            data.Add(tokens, labels);
        }

        int[]? expected = null;
        foreach (int threads in new[] { 1, 3 })
        {
            var model = new TrainedTokens(1);
            var trainer = new Trainer<TrainedTokens>(model, new AdamW(model.Parameters.Length, 0.02f), Loss.Ctc(maxLabels: 3)) { BatchSize = 8, ClipNorm = 5, Threads = threads };
            Assert.InRange(trainer.Fit(data, data, epochs: 12).ValidationLoss, 0, 0.1);
            expected ??= Bits(model);
            Assert.Equal(expected, Bits(model));
            int[] decoded = new int[8];
            float[] scores = new float[8 * 7];
            model.Forward([2, 2, 5, 2, 2, 2, 6, 3], scores, new TrainedTokens.Workspace(8));
            Assert.Equal(3, CtcDecoder.Greedy(scores, 7, decoded));
            Assert.Equal([2, 2, 3], decoded[..3]);
        }
    }

    private static void Check(Loss loss, Sequence sequence, double weight, Func<float[], float> reference)
    {
        float[] expected = new float[6];
        float[] actual = new float[6];
        Assert.Equal(reference(expected), loss.Compute(sequence, Output, 3, actual));
        Assert.Equal(expected, actual);
        Assert.Equal(weight, loss.Weight(sequence));
    }
}

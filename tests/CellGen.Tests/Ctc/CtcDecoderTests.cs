using System.Runtime.InteropServices;
using Xunit;

namespace CellGen.Tests.Ctc;

/// <summary>The decoders beside every alignment, enumerated.</summary>
public sealed class CtcDecoderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void AWideBeamFindsTheMostProbableLabelsOfAll(int blank)
    {
        const int Steps = 6;
        const int Classes = 3;
        var random = new Random(7);
        var beam = new CtcBeam(Steps, Classes, width: 200, blank);
        int differs = 0;
        for (int round = 0; round < 40; round++)
        {
            float[] logits = [.. Enumerable.Range(0, Steps * Classes).Select(_ => (float)(random.NextDouble() * 3))];
            (string expected, double probability) = MostProbable(logits, Steps, Classes, blank);
            int[] labels = new int[Steps];

            int count = beam.Decode(logits, labels, out float logProbability);

            Assert.Equal(expected, string.Join(' ', labels[..count]));
            Assert.Equal(Math.Log(probability), logProbability, 1e-5);
            Assert.Equal(logProbability, -new CtcLoss(Steps, Steps, Classes, blank).Compute(logits, labels.AsSpan(0, count), []), 1e-5f);
            int greedy = CtcDecoder.Greedy(logits, Classes, labels, blank);
            differs += string.Join(' ', labels[..greedy]) == expected ? 0 : 1;
        }

        Assert.True(differs > 0, "The best path is never other than the best labels.");
    }

    [Fact]
    public void ANarrowBeamIsNearAndNeverClaimsMore()
    {
        const int Steps = 30;
        const int Classes = 8;
        var random = new Random(9);
        var narrow = new CtcBeam(Steps, Classes, width: 8);
        var wide = new CtcBeam(Steps, Classes, width: 300);
        var loss = new CtcLoss(Steps, Steps, Classes);
        int[] labels = new int[Steps];
        for (int round = 0; round < 10; round++)
        {
            float[] logits = [.. Enumerable.Range(0, Steps * Classes).Select(_ => (float)(random.NextDouble() * 8))];
            int count = narrow.Decode(logits, labels, out float near);
            float exact = -loss.Compute(logits, labels.AsSpan(0, count), []);
            wide.Decode(logits, labels, out float best);
            Assert.True(near <= exact + 1e-4f && near <= best + 1e-4f && near > best - 1.5f, $"{near} {exact} {best}");
        }
    }

    [Fact]
    public void GreedyTakesRepeatsTogetherAndLeavesBlanksOut()
    {
        int[] path = [0, 1, 1, 0, 1, 2, 2, 0, 0];
        float[] logits = [.. path.SelectMany(best => Enumerable.Range(0, 3).Select(c => c == best ? 1f : 0f))];
        int[] labels = new int[9];
        Assert.Equal(3, CtcDecoder.Greedy(logits, 3, labels));
        Assert.Equal([1, 1, 2], labels[..3]);
        Assert.Equal(0, CtcDecoder.Greedy([], 3, []));
        Assert.Equal(1, CtcDecoder.Greedy([float.NaN, 0f, 1f], 3, labels));
        Assert.Equal(2, labels[0]);
    }

    [Fact]
    public void AtTheEdges()
    {
        var beam = new CtcBeam(4, 2, 1);
        Assert.Equal(0, beam.Decode([], [], out float probability));
        Assert.Equal(0f, probability);
        Assert.Equal(0, beam.Decode([float.NaN, 0f, 1f, 0f], new int[4], out _));
        Assert.Equal(1, beam.Decode([float.NegativeInfinity, 0f], new int[4], out probability));
        Assert.Equal(0f, probability);
        Assert.Throws<ArgumentException>("labels", () => beam.Decode([float.NegativeInfinity, 0f], [], out _));
        Assert.Throws<ArgumentException>("labels", () => CtcDecoder.Greedy([float.NegativeInfinity, 0f], 2, []));
        Assert.Throws<ArgumentException>("logits", () => beam.Decode(new float[3], [], out _));
        Assert.Throws<ArgumentException>("logits", () => beam.Decode(new float[10], [], out _));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => new CtcBeam(4, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("blank", () => CtcDecoder.Greedy([], 2, [], 2));
    }

    [Fact]
    public void WhatIsWrittenIsOtherMemory()
    {
        float[] memory = new float[9];
        Assert.Throws<ArgumentException>("labels", () => CtcDecoder.Greedy(memory, 3, MemoryMarshal.Cast<float, int>(memory.AsSpan(2, 4))));
        Assert.Throws<ArgumentException>("labels", () => new CtcBeam(3, 3, 1).Decode(memory, MemoryMarshal.Cast<float, int>(memory.AsSpan(2, 4)), out _));
        Assert.Throws<ArgumentException>("gradient", () => new CtcLoss(3, 3, 3, blank: 2).Compute(
            new float[6], MemoryMarshal.Cast<float, int>(memory.AsSpan(2, 1)), memory.AsSpan(0, 6)));
    }

    /// <summary>The labels with the largest sum over all alignments.</summary>
    private static (string Labels, double Probability) MostProbable(float[] logits, int steps, int classes, int blank)
    {
        var sums = new Dictionary<string, double>();
        int[] path = new int[steps];
        for (int number = 0; number < (int)Math.Pow(classes, steps); number++)
        {
            double probability = 1;
            var labels = new List<int>();
            for (int step = 0, rest = number; step < steps; step++, rest /= classes)
            {
                path[step] = rest % classes;
                double sum = Enumerable.Range(0, classes).Sum(c => Math.Exp(logits[(step * classes) + c]));
                probability *= Math.Exp(logits[(step * classes) + path[step]]) / sum;
                if (path[step] != blank && (step == 0 || path[step] != path[step - 1]))
                {
                    labels.Add(path[step]);
                }
            }

            string key = string.Join(' ', labels);
            sums[key] = sums.GetValueOrDefault(key) + probability;
        }

        KeyValuePair<string, double> best = sums.MaxBy(pair => pair.Value);
        return (best.Key, best.Value);
    }
}

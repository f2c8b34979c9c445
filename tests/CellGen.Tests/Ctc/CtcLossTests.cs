using System.Text.Json;
using CellGen.Tests.Goldens;
using CellGen.Tests.Losses;
using Xunit;

namespace CellGen.Tests.Ctc;

/// <summary>CTC beside torch's in double precision, and where the labels do not fit.</summary>
public sealed class CtcLossTests
{
    [Fact]
    public void LossAndGradientAreThoseOfTorch()
    {
        foreach (JsonElement golden in GoldenFile.Read("losses.json").GetProperty("ctc").EnumerateArray())
        {
            float[] logits = golden.Floats("logits");
            int[] target = [.. golden.GetProperty("target").EnumerateArray().Select(value => value.GetInt32())];
            int classes = golden.GetProperty("classes").GetInt32();
            var ctc = new CtcLoss(logits.Length / classes, target.Length, classes, golden.GetProperty("blank").GetInt32());
            float[] gradient = [.. Enumerable.Repeat(float.NaN, logits.Length)];

            float loss = ctc.Compute(logits, target, gradient);

            float expected = golden.GetProperty("loss").GetSingle();
            Assert.Equal(expected, loss, 2e-7f * expected);
            LossAssert.Close(golden.Floats("gradient"), gradient);
            Assert.Equal(loss, ctc.Compute(logits, target, []));
        }
    }

    [Fact]
    public void MemoryForMoreChangesNoBit()
    {
        float[] logits = [.. Enumerable.Range(0, 24).Select(i => (i * 7 % 11) * 0.3f)];
        float[] small = new float[24];
        float[] large = new float[24];
        Assert.Equal(new CtcLoss(6, 2, 4).Compute(logits, [1, 3], small), new CtcLoss(99, 30, 4).Compute(logits, [1, 3], large));
        Assert.Equal(small, large);
    }

    [Fact]
    public void LabelsThatDoNotFitCostInfinityAndTeachNothing()
    {
        var ctc = new CtcLoss(10, 5, 3);
        float[] gradient = [7f, 7f, 7f, 7f, 7f, 7f];
        Assert.Equal(float.PositiveInfinity, ctc.Compute(new float[6], [1, 2, 1], gradient));
        Assert.Equal(new float[6], gradient);
        Assert.Equal(float.PositiveInfinity, ctc.Compute(new float[6], [1, 1], []));
        Assert.True(float.IsFinite(ctc.Compute(new float[9], [1, 1], [])));
        Assert.Equal(float.PositiveInfinity, ctc.Compute([], [1], []));
        Assert.Equal(0f, ctc.Compute([], [], []));
    }

    [Fact]
    public void NaNShowsInTheLoss()
    {
        var ctc = new CtcLoss(3, 2, 2);
        for (int place = 0; place < 6; place++)
        {
            float[] logits = new float[6];
            logits[place] = float.NaN;
            Assert.True(float.IsNaN(ctc.Compute(logits, [1], [])));
        }
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        var ctc = new CtcLoss(4, 2, 3, blank: 2);
        Assert.Throws<ArgumentException>("logits", () => ctc.Compute(new float[4], [0], []));
        Assert.Throws<ArgumentException>("logits", () => ctc.Compute(new float[15], [0], []));
        Assert.Throws<ArgumentException>("target", () => ctc.Compute(new float[9], [0, 1, 0], []));
        Assert.Contains("Label 1 is 2", Assert.Throws<ArgumentOutOfRangeException>("target", () => ctc.Compute(new float[9], [0, 2], [])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("target", () => ctc.Compute(new float[9], [-1], []));
        Assert.Throws<ArgumentException>("gradient", () => ctc.Compute(new float[9], [0], new float[8]));
        Assert.Throws<ArgumentOutOfRangeException>("maxSteps", () => new CtcLoss(0, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>("maxSteps", () => new CtcLoss(int.MaxValue, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>("maxLabels", () => new CtcLoss(1, -1, 2));
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => new CtcLoss(1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("blank", () => new CtcLoss(1, 1, 2, 2));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var ctc = new CtcLoss(20, 5, 4);
        var beam = new CtcBeam(20, 4, 5);
        float[] logits = new float[80];
        float[] gradient = new float[80];
        int[] labels = new int[20];
        int[] target = [1, 2, 2];
        All();
        long before = GC.GetAllocatedBytesForCurrentThread();
        All();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void All()
        {
            ctc.Compute(logits, target, gradient);
            CtcDecoder.Greedy(logits, 4, labels);
            beam.Decode(logits, labels, out _);
        }
    }
}

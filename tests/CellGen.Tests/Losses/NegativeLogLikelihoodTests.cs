using Xunit;

namespace CellGen.Tests.Losses;

/// <summary>The negative log-likelihood: a mean over the rows that count, with the errors of the cross-entropy.</summary>
public sealed class NegativeLogLikelihoodTests
{
    [Fact]
    public void TheLossIsTheMeanAndTheGradientItsShare()
    {
        float[] gradient = [float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN];

        float loss = NegativeLogLikelihood.Compute([-1f, -2f, -3f, -4f, -5f, -6.5f], [1, 2], 3, gradient);

        Assert.Equal(4.25f, loss);
        Assert.Equal([0f, -0.5f, 0f, 0f, 0f, -0.5f], gradient);
        Assert.Equal(loss, NegativeLogLikelihood.Compute([-1f, -2f, -3f, -4f, -5f, -6.5f], [1, 2], 3, []));
    }

    [Fact]
    public void AnIgnoredRowMayHoldAnything()
    {
        float[] gradient = [7f, 7f, 7f, 7f];

        float loss = NegativeLogLikelihood.Compute([float.NaN, float.NaN, -1f, -2f], [5, 1], 2, gradient, ignoreIndex: 5);

        Assert.Equal(2f, loss);
        Assert.Equal([0f, 0f, 0f, -1f], gradient);
    }

    [Fact]
    public void WhereNothingCountsAllIsZero()
    {
        float[] gradient = [7f, 7f, 7f, 7f];

        Assert.Equal(0f, NegativeLogLikelihood.Compute([-1f, -2f, -3f, -4f], [-100, -100], 2, gradient));
        Assert.Equal(new float[4], gradient);
        Assert.Equal(0f, NegativeLogLikelihood.Compute([], [], 2, []));
    }

    [Fact]
    public void CertaintyCostsNothingAndImpossibilityEverything()
    {
        Assert.Equal(0, BitConverter.SingleToInt32Bits(NegativeLogLikelihood.Compute([0f, float.NegativeInfinity], [0], 2, [])));
        Assert.Equal(float.PositiveInfinity, NegativeLogLikelihood.Compute([0f, float.NegativeInfinity], [1], 2, []));
        Assert.True(float.IsNaN(NegativeLogLikelihood.Compute([float.NaN, 0f], [0], 2, [])));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void ATargetThatIsNoClassIsNamedAndNothingIsWritten(int bad)
    {
        float[] gradient = [7f, 7f, 7f, 7f];

        var error = Assert.Throws<ArgumentOutOfRangeException>(
            "target", () => NegativeLogLikelihood.Compute(new float[4], [0, bad], 2, gradient));

        Assert.Contains($"row 1 is {bad}", error.Message, StringComparison.Ordinal);
        Assert.Equal([7f, 7f, 7f, 7f], gradient);
    }

    [Fact]
    public void AWrongLengthNamesBothNumbers()
    {
        string values = Assert.Throws<ArgumentException>(
            "logProbabilities", () => NegativeLogLikelihood.Compute(new float[7], [0, 1], 4, [])).Message;
        Assert.Contains("need 8 logProbabilities; the span has 7", values, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("gradient", () => NegativeLogLikelihood.Compute(new float[8], [0, 1], 4, new float[7]));
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => NegativeLogLikelihood.Compute([], [], 0, []));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        float[] values = new float[60];
        int[] target = new int[6];
        float[] gradient = new float[60];
        NegativeLogLikelihood.Compute(values, target, 10, gradient);

        long before = GC.GetAllocatedBytesForCurrentThread();
        NegativeLogLikelihood.Compute(values, target, 10, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

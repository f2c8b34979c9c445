using CellGen.Simd;
using Xunit;

namespace CellGen.Tests.Losses;

/// <summary>The softmax of a row, several values at a time, beside one value after the other.</summary>
public sealed class SoftmaxTests
{
    [Fact]
    public void ExponentialsHaveTheBitsOfEachAloneAndAreAddedInOrder()
    {
        var random = new Random(1);
        for (int length = 0; length <= 70; length++)
        {
            float[] row = [.. Enumerable.Range(0, length).Select(i => Value(random, i))];
            float largest = Softmax.Largest(row);
            float[] expected = [.. row.Select(value => Exponential(value - largest))];
            double sum = expected.Aggregate(0.0, (total, value) => total + value);
            float[] exponentials = new float[length];

            Assert.Equal(Bits(sum), Bits(Softmax.Exponentials(row, largest, exponentials)));
            Assert.Equal(expected.Select(Bits), exponentials.Select(Bits));
            Assert.Equal(Bits(sum), Bits(Softmax.Exponentials(row, largest, [])));
            Assert.Equal(Bits(sum), Bits(Softmax.Exponentials(row, largest, row)));
            Assert.Equal(expected.Select(Bits), row.Select(Bits));
        }
    }

    [Fact]
    public void TheExponentialHasTheBitsOfItsDefinition()
    {
        for (float x = -106; x <= 89; x += 1.37e-3f)
        {
            Assert.Equal(Bits(Exponential(x)), Bits(Activation.Exp(x)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(37)]
    public void TheLargestIsFoundWhereverItIsAndBesideNaN(int length)
    {
        Assert.Equal(float.NegativeInfinity, Softmax.Largest(Enumerable.Repeat(float.NaN, length).ToArray()));
        for (int place = 0; place < length; place++)
        {
            float[] row = [.. Enumerable.Range(0, length).Select(i => i % 3 == 1 ? float.NaN : -i - 2f)];
            row[place] = -1f;
            Assert.Equal(-1f, Softmax.Largest(row));
        }
    }

    [Fact]
    public void ScalingRoundsOnce()
    {
        var random = new Random(2);
        for (int length = 0; length <= 40; length++)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
            float[] expected = [.. values.Select(value => (float)(value * 0.123456789))];
            Softmax.Scale(values, 0.123456789);
            Assert.Equal(expected, values);
        }
    }

    /// <summary>The definition in the remarks of <see cref="Activation.Exp(float)"/>, for arguments up to 89.</summary>
    private static float Exponential(float x)
    {
        if (!(x >= -104))
        {
            return float.IsNaN(x) ? x : 0;
        }

        double n = Math.Round(x * 1.4426950408889634);
        double r = x - (n * 0.69314718055994531);
        double series = 1.0 / 362880;
        foreach (double coefficient in new[] { 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1 })
        {
            series = (series * r) + coefficient;
        }

        return (float)Math.ScaleB(series, (int)n);
    }

    private static float Value(Random random, int place) => random.Next(12) switch
    {
        0 => float.NegativeInfinity,
        1 => -104 + (random.NextSingle() * 20), // results that are denormal, or zero
        2 when place > 20 => float.NaN,
        3 => -0f,
        4 => 1e-40f,
        _ => (random.NextSingle() * 20) - 10,
    };

    private static int Bits(float value) => float.IsNaN(value) ? -1 : BitConverter.SingleToInt32Bits(value);

    private static long Bits(double value) => double.IsNaN(value) ? -1 : BitConverter.DoubleToInt64Bits(value);
}

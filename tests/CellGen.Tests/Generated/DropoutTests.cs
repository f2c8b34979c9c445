using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>Masks: of the right density, without a pattern, and the same bits always and everywhere.</summary>
public sealed class DropoutTests
{
    private const int Large = 1 << 18;

    /// <summary>Beyond this a chi-square of 15 degrees of freedom is once in 10,000.</summary>
    private const double ChiSquareLimit = 44.3;

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.25f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void AMaskDropsAsManyAsItShouldAndKeepsTheMean(float probability)
    {
        float[] mask = Mask(Large, probability, Dropout.Key(1, 2, 3));

        float kept = (float)(1 / (1 - (double)probability));
        Assert.All(mask, value => Assert.True(value == 0f || value == kept));
        double dropped = mask.Count(value => value == 0f) / (double)Large;
        double deviation = Math.Sqrt(probability * (1 - (double)probability) / Large);
        Assert.Equal(probability, dropped, 4 * deviation);
        Assert.Equal(1, mask.Average(value => (double)value), 4 * deviation * kept);
    }

    [Fact]
    public void NothingAndEverythingAreExact()
    {
        Assert.All(Mask(1000, 0f, 7), value => Assert.Equal(1f, value));
        Assert.All(Mask(1000, 1f, 7), value => Assert.Equal(0, BitConverter.SingleToInt32Bits(value)));
    }

    [Fact]
    public void GroupsOfFourNeighboursAreUniform()
    {
        float[] mask = Mask(Large, 0.5f, Dropout.Key(5, 0, 0));

        Assert.InRange(ChiSquare(Large / 4, i => (4 * i, 1, mask)), 0, ChiSquareLimit);
        Assert.InRange(ChiSquare(Large / 256, i => ((i / 64 * 256) + (i % 64), 64, mask)), 0, ChiSquareLimit);
    }

    [Fact]
    public void MasksOfNeighbouringKeysAreIndependent()
    {
        Func<int, ulong>[] families =
        [
            i => Dropout.Key((ulong)i, 0, 0),
            i => Dropout.Key(0, (ulong)i, 0),
            i => Dropout.Key(0, 0, i),
            i => (ulong)i, // not even keys that nobody mixed
            i => (ulong)i << 32,
        ];
        foreach (var key in families)
        {
            float[][] masks = [.. Enumerable.Range(0, 8).Select(i => Mask(Large, 0.5f, key(i)))];
            for (int a = 0; a < masks.Length; a++)
            {
                for (int b = a + 1; b < masks.Length; b++)
                {
                    Assert.Equal(0, Correlation(masks[a], masks[b]), 5 / Math.Sqrt(Large));
                }
            }
        }
    }

    [Fact]
    public void ElementsFarAndNearAreUncorrelated()
    {
        float[] mask = Mask(Large, 0.5f, Dropout.Key(17, 1, 1));
        foreach (int lag in new[] { 1, 2, 3, 4, 8, 16, 31, 32, 64, 100, 1024, 65536 })
        {
            Assert.Equal(0, Correlation(mask.AsSpan(0, Large - lag), mask.AsSpan(lag)), 5 / Math.Sqrt(Large - lag));
        }
    }

    [Fact]
    public void AKeyDependsOnAllThree()
    {
        var keys = new HashSet<ulong>();
        for (ulong seed = 0; seed < 10; seed++)
        {
            for (ulong sequence = 0; sequence < 10; sequence++)
            {
                for (int place = -5; place < 5; place++)
                {
                    Assert.True(keys.Add(Dropout.Key(seed, sequence, place)));
                }
            }
        }
    }

    [Fact]
    public void TheBitsAreThoseOfTheDefinitionAtEveryLength()
    {
        const ulong Key = 0xFEDCBA9876543210;
        float[] expected = [.. Enumerable.Range(0, 600).Select(i => Dropped((uint)i) ? 0f : 1f / 0.7f)];
        for (int length = 0; length <= 70; length++)
        {
            BitAssert.Same(expected.AsSpan(0, length), Mask(length, 0.3f, Key));
        }

        BitAssert.Same(expected.AsSpan(0, 555), Mask(555, 0.3f, Key));
        Assert.Equal(15020427595393229491, Dropout.Key(1, 2, 3));

        static bool Dropped(uint i) => Finish(Finish(i + 0x76543210) + 0xFEDCBA98) >> 8 < Math.Round(0.3f * 16777216.0);

        static uint Finish(uint h)
        {
            h = (h ^ (h >> 16)) * 0x85EBCA6B;
            h = (h ^ (h >> 13)) * 0xC2B2AE35;
            return h ^ (h >> 16);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(700)]
    public void ScaleMultipliesByTheMask(int length)
    {
        float[] mask = Mask(length, 0.4f, 99);
        float[] values = Numbers(length);
        float[] expected = [.. values.Select((value, i) => mask[i] == 0f ? 0f : value * mask[i])];

        Dropout.Scale(values, 0.4f, 99);

        BitAssert.Same(expected, values);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(20, 7)]
    [InlineData(300, 3)]
    [InlineData(16, 0)]
    public void ScaleRowsDropsTheSameColumnsInEveryRow(int size, int count)
    {
        float[] mask = Mask(size, 0.4f, 123);
        float[] rows = Numbers(size * count);
        float[] expected = [.. rows.Select((value, i) => mask[i % size] == 0f ? 0f : value * mask[i % size])];

        Dropout.ScaleRows(rows, size, 0.4f, 123);

        BitAssert.Same(expected, rows);
    }

    [Fact]
    public void WhatIsDroppedIsZeroWhateverItWas()
    {
        foreach (float value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MinValue, -0f })
        {
            float[] values = [.. Enumerable.Repeat(value, 101)];
            Dropout.Scale(values, 1f, 5);
            BitAssert.Same(new float[101], values);

            values.AsSpan().Fill(value);
            Dropout.Scale(values, 0.5f, 5);
            float[] mask = Mask(101, 0.5f, 5);
            Assert.All(Enumerable.Range(0, 101), i => Assert.Equal(mask[i] == 0f ? 0f : value * 2, values[i]));
        }
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        foreach (float bad in new[] { -0.1f, 1.1f, float.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>("probability", () => Dropout.Mask(new float[1], bad, 0));
            Assert.Throws<ArgumentOutOfRangeException>("probability", () => Dropout.Scale(new float[1], bad, 0));
        }

        Assert.Throws<ArgumentException>("rows", () => Dropout.ScaleRows(new float[7], 2, 0.5f, 0));
        Assert.Throws<ArgumentOutOfRangeException>("size", () => Dropout.ScaleRows(new float[7], 0, 0.5f, 0));
        Dropout.Scale([], 0.5f, 0);
    }

    /// <summary>The chi-square of the sixteen patterns of groups of four elements: where a group starts, and its stride.</summary>
    private static double ChiSquare(int groups, Func<int, (int Start, int Stride, float[] Mask)> group)
    {
        double[] counts = new double[16];
        for (int i = 0; i < groups; i++)
        {
            (int start, int stride, float[] mask) = group(i);
            int pattern = 0;
            for (int k = 0; k < 4; k++)
            {
                pattern = (2 * pattern) + (mask[start + (k * stride)] == 0f ? 1 : 0);
            }

            counts[pattern]++;
        }

        double expected = groups / 16.0;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }

    private static double Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - 1.0) * (b[i] - 1.0);
        }

        return sum / a.Length;
    }

    private static float[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(i => (i * 0.37f) - 5f)];

    private static float[] Mask(int length, float probability, ulong key)
    {
        float[] mask = [.. Enumerable.Repeat(float.NaN, length)];
        Dropout.Mask(mask, probability, key);
        return mask;
    }
}

using System.Runtime.InteropServices;
using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>Which changes of the parameters a fingerprint sees: all of a few, a sample of many.</summary>
public sealed class ParameterFingerprintTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(1040)]
    public void EveryBitOfAFewParametersCounts(int count)
    {
        float[] values = Values(count);
        var bits = MemoryMarshal.Cast<float, uint>(values.AsSpan());
        ulong before = ParameterFingerprint.Of(values);
        for (int i = 0; i < count; i++)
        {
            for (int bit = 0; bit < 32; bit++)
            {
                bits[i] ^= 1u << bit;
                Assert.True(before != ParameterFingerprint.Of(values), $"bit {bit} of value {i}");
                bits[i] ^= 1u << bit;
            }
        }

        Assert.Equal(before, ParameterFingerprint.Of(values));
    }

    [Fact]
    public void EachOf4096ParametersCounts() => Assert.Equal(4096, Noticed(4096).Count);

    [Theory]
    [InlineData(4097)]
    [InlineData(8192)]
    [InlineData(12032)]
    [InlineData(1_000_000)]
    public void OfMoreASampleCountsThatIsSpreadOverAll(int count)
    {
        var noticed = Noticed(count);
        int rest = count % 16;
        int[] lines = [.. noticed.Where(place => place < count - rest).Select(place => place / 16).Distinct()];

        Assert.Equal(4096 + rest, noticed.Count);
        Assert.Equal(256, lines.Length);
        Assert.Equal((0, (count / 16) - 1), (lines[0], lines[^1]));
        int[] distances = [.. lines.Zip(lines.Skip(1), (line, next) => next - line)];
        Assert.InRange(distances.Max() - distances.Min(), 0, 1);
    }

    /// <summary>Changes of many values at once that simple sums miss.</summary>
    [Fact]
    public void ChangesThatCouldCancelDoNot()
    {
        foreach (int count in new[] { 32, 128, 512, 4096, 12032 })
        {
            float[] values = Values(count);
            float[][] others =
            [
                [.. values.Select(value => -value)],
                [.. values.Select(value => value * 2)],
                [.. values.Select(value => 0f)],
                [.. values.Select(value => value * (1 - 1e-6f))],
                [.. values.Reverse()],
                [.. values[1..], values[0]],
                [.. values[16..], .. values[..16]],
                [.. values, 0],
            ];
            ulong[] all = [.. others.Prepend(values).Select(other => ParameterFingerprint.Of(other))];
            Assert.Equal(all.Length, all.Distinct().Count());
        }
    }

    [Fact]
    public void TheSameValuesElsewhereHaveTheSameFingerprint()
    {
        float[] values = Values(5000);
        var shifted = new float[values.Length + 7];
        values.CopyTo(shifted, 7);

        Assert.Equal(ParameterFingerprint.Of(values), ParameterFingerprint.Of(shifted.AsSpan(7)));
        Assert.Equal(ParameterFingerprint.Of([]), ParameterFingerprint.Of([]));
    }

    [Fact]
    public void ATapeRefusesOtherParametersAndTakesThemBack()
    {
        float[] values = Values(300);
        var sequences = new TapedSequences(2);
        sequences.Begin([3, 2], values);
        sequences.Check([3, 2], values);

        values[299] = MathF.BitIncrement(values[299]);
        Assert.Contains("Call Forward again", Assert.Throws<InvalidOperationException>(() => sequences.Check([3, 2], values)).Message);
        Assert.Throws<ArgumentException>(() => sequences.Check([3, 3], values));
        values[299] = MathF.BitDecrement(values[299]);
        sequences.Check([3, 2], values);

        int[] lengths = [4];
        sequences.Begin(lengths, values);
        sequences.Check(lengths, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sequences.Begin(lengths, values);
        sequences.Check(lengths, values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>The places whose change is noticed.</summary>
    private static List<int> Noticed(int count)
    {
        float[] values = Values(count);
        ulong before = ParameterFingerprint.Of(values);
        var noticed = new List<int>();

        // Of many lines one value each tells whether the line is in the sample.
        for (int i = 0; i < count; i += count > 20_000 && i < count - 16 ? 16 : 1)
        {
            float value = values[i];
            values[i] = MathF.BitIncrement(value);
            if (ParameterFingerprint.Of(values) != before)
            {
                noticed.AddRange(count > 20_000 && i < count - 16 ? Enumerable.Range(i, 16) : [i]);
            }

            values[i] = value;
        }

        return noticed;
    }

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i) / 3)];
}

using CellGen.Generated;

namespace CellGen;

/// <summary>A number of 64 bits that changes with every bit of some content: it finds damage, not forgery.</summary>
internal struct ContentSum
{
    private ulong _sum;

    /// <summary>Adds a text, with its length.</summary>
    public void Add(string text)
    {
        Add((ulong)text.Length);
        foreach (char character in text)
        {
            Add(character);
        }
    }

    /// <summary>Adds numbers by their bits, with their count.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        Add((ulong)values.Length);
        foreach (float value in values)
        {
            Add(BitConverter.SingleToUInt32Bits(value));
        }
    }

    /// <summary>A bijection of the sum and of what is added.</summary>
    private void Add(ulong value) => _sum = SplitMix64.Mix(_sum ^ (value + 0x9E3779B97F4A7C15));

    /// <inheritdoc/>
    public override readonly string ToString() => _sum.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}

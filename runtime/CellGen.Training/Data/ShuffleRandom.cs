namespace CellGen;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014), begun by two numbers: the same sequence on every machine and in every version.</summary>
internal struct ShuffleRandom(long seed, long number)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(Mix((ulong)seed + Golden) ^ ((ulong)number + Golden));

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(_state += Golden);

    /// <summary>Puts values into a random order, each as likely (Fisher and Yates).</summary>
    public void Shuffle(Span<int> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)Math.BigMul(Next(), (ulong)i + 1, out _); // the upper half of the product: from 0 to i
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}

namespace CellGen.Generated;

/// <summary>
/// Steele, Lea and Flood's SplitMix64 (2014): a small generator of random numbers that gives the same sequence on every
/// machine and in every version.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number in [0, 1), a multiple of 2⁻²⁴.</summary>
    public float NextSingle()
    {
        _state += 0x9E3779B97F4A7C15;
        return (float)(Mix(_state) >> 40) * (1f / (1 << 24));
    }

    /// <summary>A number of mean 0 and variance 1, nearly normal: the sum of twelve uniform ones minus 6, exact.</summary>
    public double NextNormal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += NextSingle();
        }

        return sum;
    }

    /// <summary>The finalizer: every bit of the result depends on every bit of the argument; a bijection.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}

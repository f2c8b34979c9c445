namespace CellGen.NumericTests.Goldens;

/// <summary>
/// Test values that Python and C# compute alike, so that a golden need hold only results: FNV-1a of a name starts a
/// counter, and murmur3's finalizer turns each count into 24 bits. The same formula is in tests/torch/make_goldens.py.
/// </summary>
public static class Noise
{
    /// <summary>Values in [−scale, scale), exact in float32 where the scale is a power of two.</summary>
    public static float[] Values(string name, int count, float scale = 1)
    {
        uint seed = 2166136261;
        foreach (char character in name)
        {
            seed = (seed ^ character) * 16777619;
        }

        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            uint bits = ((uint)i * 0x9E3779B9) + seed;
            bits = (bits ^ (bits >> 16)) * 0x85EBCA6B;
            bits = (bits ^ (bits >> 13)) * 0xC2B2AE35;
            bits ^= bits >> 16;
            values[i] = ((int)(bits >> 8) - (1 << 23)) * (scale / (1 << 23));
        }

        return values;
    }

    /// <summary>The largest power of two, at most 1, whose square is at least 1 / hidden.</summary>
    public static float WeightScale(int hidden)
    {
        float scale = 1;
        while (scale * scale * 0.25f * hidden >= 1)
        {
            scale *= 0.5f;
        }

        return scale;
    }
}

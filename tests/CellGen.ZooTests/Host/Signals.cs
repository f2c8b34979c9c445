namespace CellGen.ZooTests.Host;

/// <summary>Inputs for nets that come without any.</summary>
internal static class Signals
{
    /// <summary>Numbers of a uniform distribution over ±size.</summary>
    public static float[] Noise(int count, float size, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => ((2 * random.NextSingle()) - 1) * size)];
    }

    /// <summary>A plucked string at 48 kHz: three harmonics that fade, and a little noise.</summary>
    public static float[] Guitar(int count)
    {
        float[] noise = Noise(count, 0.01f, seed: 5);
        return [.. noise.Select((value, i) =>
        {
            double phase = 2 * Math.PI * 196 * i / 48_000;
            return value + (float)(Math.Exp(-i / 3000.0) * 0.4 * (Math.Sin(phase) + (0.5 * Math.Sin(2 * phase)) + (0.25 * Math.Sin(3 * phase))));
        })];
    }
}

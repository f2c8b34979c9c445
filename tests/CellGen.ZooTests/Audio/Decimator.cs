namespace CellGen.ZooTests.Audio;

/// <summary>
/// Every other sample behind a low-pass of 32 taps, a sinc in a Blackman window that ends at 0.9 of half the rate: what WebRTC's
/// resampler is from 48 kHz to 24 kHz.
/// </summary>
internal static class Decimator
{
    private const int Taps = 32;

    /// <summary>All samples of a signal; what is before its first is silence, and so is what the filter has not seen yet.</summary>
    public static double[] Halve(float[] samples)
    {
        double[] kernel = [.. Enumerable.Range(0, Taps).Select(Tap)], result = new double[samples.Length / 2];
        for (int i = 0; i < result.Length; i++)
        {
            for (int tap = 0; tap < Taps; tap++)
            {
                int place = (2 * i) + tap - Taps;
                result[i] += place < 0 ? 0 : kernel[tap] * samples[place];
            }
        }

        return result;
    }

    private static double Tap(int tap)
    {
        double phase = Math.PI * (tap - (Taps / 2)), turn = 2 * Math.PI * tap / Taps;
        double window = 0.42 - (0.5 * Math.Cos(turn)) + (0.08 * Math.Cos(2 * turn));
        return window * (phase == 0 ? 0.45 : Math.Sin(0.45 * phase) / phase);
    }
}

namespace CellGen.Samples.Pedal;

/// <summary>Plucked strings, as sums of harmonics that fade, the high ones sooner; chords and single notes of every loudness: honestly synthetic.</summary>
public static class Guitar
{
    private const double LowestNote = 82.41; // Hz, E

    /// <summary>Plays, in volts.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="rate">Samples a second; the same seed plays the same music at every rate.</param>
    /// <param name="seed">Of notes, times and loudness.</param>
    public static float[] Play(double seconds, int rate, int seed)
    {
        var sound = new float[(int)(seconds * rate)];
        var random = new Random(seed);
        for (double start = 0; start < seconds;)
        {
            int strings = random.Next(3) == 0 ? 3 : 1;
            double volts = 0.2 * Math.Pow(20, random.NextDouble()); // from where no diode conducts to far above
            double root = LowestNote * Math.Pow(2, random.Next(0, 25) / 12.0);
            double length = 0.15 + (0.6 * random.NextDouble());
            foreach (double interval in new[] { 1, 1.5, 2 }.Take(strings))
            {
                Pluck(sound.AsSpan((int)(start * rate)), root * interval, volts / strings, length, rate, random.Next());
            }

            start += length * (0.7 + (0.6 * random.NextDouble()));
        }

        return sound;
    }

    private static void Pluck(Span<float> sound, double frequency, double volts, double length, int rate, int seed)
    {

        var random = new Random(seed);
        int harmonics = (int)Math.Min(40, 10_000 / frequency);
        (double Amplitude, double Phase, double Decay)[] partials =
            [.. Enumerable.Range(1, harmonics).Select(n => (random.NextDouble() / n, 2 * Math.PI * random.NextDouble(), 2 + (0.4 * n)))];
        double scale = volts / partials.Sum(partial => partial.Amplitude) * 2;
        int end = Math.Min(sound.Length, (int)(length * rate));
        foreach (((double amplitude, double phase, double decay), int i) in partials.Select((partial, i) => (partial, i)))
        {
            double turn = 2 * Math.PI * frequency * (i + 1) / rate;
            for (int t = 0; t < end; t++)
            {
                double seconds = t / (double)rate;
                double envelope = Math.Min(seconds / 0.002, 1) * Math.Min((length - seconds) / 0.01, 1) * Math.Exp(-decay * seconds);
                sound[t] += (float)(scale * amplitude * envelope * Math.Sin((turn * t) + phase));
            }
        }
    }
}

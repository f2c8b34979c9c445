namespace CellGen.Samples.Weather;

/// <summary>Cuts gaps of one to seven days out of temperature and wind.</summary>
public static class Gaps
{
    /// <summary>The longest gap, in days.</summary>
    public const int MaxDays = 7;

    private const int MinKnownDays = 3;
    private const int MaxKnownDays = 14;

    /// <summary>
    /// A copy of the days with gaps: each of 1–7 days, 3–14 known days between one and the next, all lengths equally
    /// likely. The first and the last day are always known, so that interpolation has both its ends.
    /// </summary>
    /// <param name="truth">The days, complete.</param>
    /// <param name="observed">The copy, as long.</param>
    /// <param name="random">Where the gaps fall.</param>
    public static void Cut(ReadOnlySpan<WeatherDay> truth, Span<WeatherDay> observed, Random random)
    {
        truth.CopyTo(observed);
        int start = random.Next(1, MaxKnownDays + 1);
        while (true)
        {
            int end = start + random.Next(1, MaxDays + 1);
            if (end >= observed.Length)
            {
                return;
            }

            for (int day = start; day < end; day++)
            {
                observed[day] = observed[day].WithoutInstruments();
            }

            start = end + random.Next(MinKnownDays, MaxKnownDays + 1);
        }
    }
}

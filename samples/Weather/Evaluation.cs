namespace CellGen.Samples.Weather;

/// <summary>Measures gap fillers: rounds of gaps, the same for each filler, and the error on the missing days.</summary>
/// <param name="truth">The days, complete.</param>
/// <param name="rounds">How often the whole stretch is cut.</param>
/// <param name="seed">Where the gaps fall.</param>
public sealed class Evaluation(WeatherDay[] truth, int rounds, int seed)
{
    private readonly WeatherDay[][] _observed = Cut(truth, rounds, seed);

    /// <summary>The first round's days, with their gaps.</summary>
    public WeatherDay[] FirstRound => _observed[0];

    /// <summary>How many missing days the errors are taken over.</summary>
    public int MissingDays => _observed.Sum(days => days.Count(day => day.IsMissing));

    /// <summary>The root mean squared error of each variable on the missing days, in its unit.</summary>
    public double[] Errors(IGapFiller filler)
    {
        double[] sums = new double[Variable.Count];
        float[] filled = new float[truth.Length * Variable.Count];
        foreach (WeatherDay[] observed in _observed)
        {
            filler.Fill(observed, filled);
            for (int i = 0; i < filled.Length; i++)
            {
                int day = i / Variable.Count;
                int variable = i % Variable.Count;
                double error = filled[i] - truth[day][variable];
                sums[variable] += observed[day].IsMissing ? error * error : 0;
            }
        }

        return Array.ConvertAll(sums, sum => Math.Sqrt(sum / MissingDays));
    }

    private static WeatherDay[][] Cut(WeatherDay[] truth, int rounds, int seed)
    {
        var random = new Random(seed);
        var observed = new WeatherDay[rounds][];
        for (int round = 0; round < rounds; round++)
        {
            observed[round] = new WeatherDay[truth.Length];
            Gaps.Cut(truth, observed[round], random);
        }

        return observed;
    }
}

namespace CellGen.Samples.Weather;

/// <summary>
/// What the net sees of a day: ten numbers. On a missing day nothing is left of temperature and wind but zeros and the
/// mask; the rain gauge and the word for the day are still there, as is the date.
/// </summary>
/// <remarks>
/// [0–2] the anomalies of the three variables, 0 where missing; [3] the mask, 1 where missing; [4–5] sine and cosine of
/// the season; [6] log(1 + precipitation), standardised on the training days; [7–9] 1 on a day of sun, fog, snow.
/// </remarks>
public sealed class InputEncoder
{
    private readonly Climatology _climatology;
    private readonly float _rainMean;
    private readonly float _rainDeviation;

    /// <summary>Takes the scales from the training days.</summary>
    public InputEncoder(Climatology climatology, IReadOnlyList<WeatherDay> training)
    {
        _climatology = climatology;
        _rainMean = training.Average(Rain);
        _rainDeviation = MathF.Sqrt(training.Average(day => (Rain(day) - _rainMean) * (Rain(day) - _rainMean)));
    }

    /// <summary>Writes the inputs of a run of days.</summary>
    /// <param name="observed">The days, with gaps.</param>
    /// <param name="inputs">[days x 10]</param>
    public void Inputs(ReadOnlySpan<WeatherDay> observed, Span<float> inputs)
    {
        foreach (WeatherDay day in observed)
        {
            Span<float> row = inputs[..WeatherNet.InputSize];
            Anomalies([day], row);
            double phase = Climatology.Phase(day.Date);
            row[3] = day.IsMissing ? 1 : 0;
            row[4] = (float)Math.Sin(phase);
            row[5] = (float)Math.Cos(phase);
            row[6] = (Rain(day) - _rainMean) / _rainDeviation;
            row[7] = day.Sky == Sky.Sun ? 1 : 0;
            row[8] = day.Sky == Sky.Fog ? 1 : 0;
            row[9] = day.Sky == Sky.Snow ? 1 : 0;
            inputs = inputs[WeatherNet.InputSize..];
        }
    }

    /// <summary>Writes the anomalies of the three variables, 0 where missing.</summary>
    /// <param name="days">The days.</param>
    /// <param name="anomalies">[days x 3]</param>
    public void Anomalies(ReadOnlySpan<WeatherDay> days, Span<float> anomalies)
    {
        for (int day = 0; day < days.Length; day++)
        {
            for (int variable = 0; variable < Variable.Count; variable++)
            {
                anomalies[(day * Variable.Count) + variable] =
                    days[day].IsMissing ? 0 : _climatology.Anomaly(days[day].Date, variable, days[day][variable]);
            }
        }
    }

    private static float Rain(WeatherDay day) => MathF.Log(1 + day.Precipitation);
}

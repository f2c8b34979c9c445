using CellGen.Samples.Weather;

namespace CellGen.Samples.Forecast;

/// <summary>The days as the net sees them: how far they are from what the time of year has them expect, in standard deviations.</summary>
/// <param name="days">All days, in order.</param>
/// <param name="climatology">What is expected, fitted to the training years alone.</param>
public sealed class DayTable(WeatherDay[] days, Climatology climatology)
{
    /// <summary>The number of days that are looked back at.</summary>
    public const int History = 28;

    /// <summary>The number of days that are forecast.</summary>
    public const int Week = 7;

    /// <summary>The number of variables that are forecast: the highest and the lowest temperature.</summary>
    public const int Variables = 2;

    /// <summary>All days.</summary>
    public WeatherDay[] Days => days;

    /// <summary>The first days of all weeks that lie in these years, with the days to look back at before them.</summary>
    public int[] Weeks(int firstYear, int lastYear) =>
        [.. Enumerable.Range(History, days.Length - History - Week + 1).Where(start => days[start].Date.Year >= firstYear && days[start + Week - 1].Date.Year <= lastYear)];

    /// <summary>[History x 4] The days before: anomalies of both temperatures and the wind, and the precipitation.</summary>
    public float[] Source(int start) => [.. days[(start - History)..start].SelectMany(day => (float[])
    [
        Anomaly(day, 0), Anomaly(day, 1), Anomaly(day, 2),
        MathF.Log(1 + day.Precipitation) - 0.5f,
    ])];

    /// <summary>[count x Variables] Anomalies of the temperatures from a day on.</summary>
    public float[] Anomalies(int start, int count) =>
        [.. days[start..(start + count)].SelectMany(day => Enumerable.Range(0, Variables).Select(variable => Anomaly(day, variable)))];

    /// <summary>[Week x Variables] °C of anomalies.</summary>
    public float[] Temperatures(int start, float[] anomalies) =>
        [.. anomalies.Select((anomaly, i) => climatology.Value(days[start + (i / Variables)].Date, i % Variables, anomaly))];

    private float Anomaly(WeatherDay day, int variable) => climatology.Anomaly(day.Date, variable, day[variable]);
}

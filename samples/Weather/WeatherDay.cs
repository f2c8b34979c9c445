namespace CellGen.Samples.Weather;

/// <summary>One day at Seattle–Tacoma airport. Temperatures and wind are NaN where they are missing.</summary>
/// <param name="Date">The day.</param>
/// <param name="Precipitation">Precipitation in mm.</param>
/// <param name="HighestTemperature">The highest temperature in °C.</param>
/// <param name="LowestTemperature">The lowest temperature in °C.</param>
/// <param name="Wind">The mean speed of the wind in m/s.</param>
/// <param name="Sky">The word for the day.</param>
public readonly record struct WeatherDay(
    DateOnly Date, float Precipitation, float HighestTemperature, float LowestTemperature, float Wind, Sky Sky)
{
    /// <summary>Whether the day lies in a gap.</summary>
    public bool IsMissing => float.IsNaN(HighestTemperature);

    /// <summary>The value of a variable, by its index in <see cref="Variable.All"/>.</summary>
    public float this[int variable] => variable switch
    {
        0 => HighestTemperature,
        1 => LowestTemperature,
        2 => Wind,
        _ => throw new ArgumentOutOfRangeException(nameof(variable)),
    };

    /// <summary>The day as it is known where thermometer and anemometer have failed.</summary>
    public WeatherDay WithoutInstruments() =>
        this with { HighestTemperature = float.NaN, LowestTemperature = float.NaN, Wind = float.NaN };
}

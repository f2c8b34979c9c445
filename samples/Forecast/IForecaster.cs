namespace CellGen.Samples.Forecast;

/// <summary>Says what the temperatures of a week will be, from the days before it.</summary>
public interface IForecaster
{
    /// <summary>What it is.</summary>
    string Name { get; }

    /// <summary>[Week x Variables] °C</summary>
    /// <param name="start">The number of the first day.</param>
    float[] Forecast(int start);
}

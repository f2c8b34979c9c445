namespace CellGen.Samples.Forecast;

/// <summary>The second baseline: every day is as the time of year has it in the training years.</summary>
public sealed class SeasonalMeans(DayTable table) : IForecaster
{
    /// <inheritdoc/>
    public string Name => "seasonal means";

    /// <inheritdoc/>
    public float[] Forecast(int start) => table.Temperatures(start, new float[DayTable.Week * DayTable.Variables]);
}

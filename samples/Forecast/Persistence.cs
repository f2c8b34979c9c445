namespace CellGen.Samples.Forecast;

/// <summary>The first baseline: every day of the week is as yesterday was.</summary>
public sealed class Persistence(DayTable table) : IForecaster
{
    /// <inheritdoc/>
    public string Name => "as yesterday";

    /// <inheritdoc/>
    public float[] Forecast(int start) =>
        [.. Enumerable.Range(0, DayTable.Week * DayTable.Variables).Select(i => table.Days[start - 1][i % DayTable.Variables])];
}

namespace CellGen.Samples.Forecast;

/// <summary>The nets, each of which reads what it wrote: the mean of their forecasts.</summary>
public sealed class NetForecaster(DayTable table, ForecastNet[] nets) : IForecaster
{
    private readonly ForecastNet.Workspace _workspace = new(DayTable.Week);

    /// <inheritdoc/>
    public string Name => "encoder–decoder";

    /// <inheritdoc/>
    public float[] Forecast(int start)
    {
        float[] source = table.Source(start);
        float[] yesterday = table.Anomalies(start - 1, 1);
        var mean = new float[DayTable.Week * DayTable.Variables];
        var anomalies = new float[mean.Length];
        foreach (ForecastNet net in nets)
        {
            net.Decode(source, yesterday, anomalies, _workspace);
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += anomalies[i] / nets.Length;
            }
        }

        return table.Temperatures(start, mean);
    }
}

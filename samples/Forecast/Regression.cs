using CellGen.Samples.Weather;

namespace CellGen.Samples.Forecast;

/// <summary>
/// What statistics would do first, for comparison: for each day of the week and each temperature a least-squares line through
/// yesterday's anomalies and the mean ones of the week and of the four weeks before.
/// </summary>
public sealed class Regression : IForecaster
{
    private readonly DayTable _table;
    private readonly double[][] _lines;

    /// <summary>Fits it.</summary>
    public Regression(DayTable table, int[] starts)
    {
        _table = table;
        double[][] regressors = [.. starts.Select(Regressors)];
        float[][] targets = [.. starts.Select(start => table.Anomalies(start, DayTable.Week))];
        _lines = [.. Enumerable.Range(0, DayTable.Week * DayTable.Variables).Select(i => LeastSquares.Fit(regressors, [.. targets.Select(target => (double)target[i])]))];
    }

    /// <inheritdoc/>
    public string Name => "linear regression";

    /// <inheritdoc/>
    public float[] Forecast(int start)
    {
        double[] regressors = Regressors(start);
        return _table.Temperatures(start, [.. _lines.Select(line => (float)line.Zip(regressors, (x, c) => x * c).Sum())]);
    }

    private double[] Regressors(int start) => [1, .. Means(start, 1), .. Means(start, DayTable.Week), .. Means(start, DayTable.History)];

    private IEnumerable<double> Means(int start, int days)
    {
        float[] anomalies = _table.Anomalies(start - days, days);
        return Enumerable.Range(0, DayTable.Variables).Select(variable => (double)anomalies.Where((_, i) => i % DayTable.Variables == variable).Average());
    }
}

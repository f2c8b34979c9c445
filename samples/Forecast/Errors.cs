namespace CellGen.Samples.Forecast;

/// <summary>How far a forecaster is off, by day of the week ahead.</summary>
public sealed class Errors
{
    private readonly double[] _errors = new double[DayTable.Week * DayTable.Variables];

    /// <summary>Measures.</summary>
    /// <param name="table">The days.</param>
    /// <param name="starts">The first days of the weeks to forecast.</param>
    /// <param name="forecaster">Who forecasts.</param>
    public Errors(DayTable table, int[] starts, IForecaster forecaster)
    {
        Name = forecaster.Name;
        foreach (int start in starts)
        {
            float[] week = forecaster.Forecast(start);
            for (int i = 0; i < week.Length; i++)
            {
                double off = week[i] - table.Days[start + (i / DayTable.Variables)][i % DayTable.Variables];
                _errors[i] += off * off / starts.Length;
            }
        }

        for (int i = 0; i < _errors.Length; i++)
        {
            _errors[i] = Math.Sqrt(_errors[i]);
        }
    }

    /// <summary>Whose errors these are.</summary>
    public string Name { get; }

    /// <summary>The mean of all, in °C.</summary>
    public double Mean => _errors.Average();

    /// <summary>The root of the mean squared error of a variable on each day, in °C.</summary>
    public double[] Of(int variable) => [.. _errors.Where((_, i) => i % DayTable.Variables == variable)];

    /// <summary>Whether these are less than others on every day, of every variable.</summary>
    public bool LessThan(Errors other) => _errors.Zip(other._errors).All(pair => pair.First < pair.Second);
}

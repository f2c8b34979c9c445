using CellGen.Samples.Weather;

namespace CellGen.Samples.Forecast;

/// <summary>Trains nets on weeks of some years.</summary>
public static class Training
{
    private const int MostEpochs = 30;
    private const int BatchSize = 16;

    /// <summary>Trains on 2012 and 2013, watches 2014, and says after how many epochs the nets' mean error was least.</summary>
    public static int ChooseEpochs(WeatherDay[] days, int nets)
    {
        var table = new DayTable(days, new Climatology([.. days.Where(day => day.Date.Year <= 2013)]));
        int[] watched = table.Weeks(2014, 2014);
        var errors = new double[MostEpochs];
        for (int seed = 0; seed < nets; seed++)
        {
            var net = new ForecastNet(seed);
            var forecaster = new NetForecaster(table, [net]);
            Run($"When to stop, {seed + 1} of {nets}", net, table, table.Weeks(2012, 2013), MostEpochs, epoch => errors[epoch - 1] += new Errors(table, watched, forecaster).Mean / nets);
        }

        return errors.IndexOf(errors.Min()) + 1;
    }

    /// <summary>Trains one with a progress bar.</summary>
    /// <param name="name">What the bar is called.</param>
    /// <param name="net">The net.</param>
    /// <param name="table">The days.</param>
    /// <param name="starts">The first days of the weeks.</param>
    /// <param name="epochs">How long.</param>
    /// <param name="afterEpoch">Is called with the number of epochs that are done.</param>
    public static void Run(string name, ForecastNet net, DayTable table, int[] starts, int epochs, Action<int> afterEpoch)
    {
        // What the decoder reads are the true days, one behind (teacher forcing).
        var weeks = new SequenceList();
        foreach (int start in starts)
        {
            weeks.AddPair(DayTable.Week, table.Source(start), table.Anomalies(start - 1, DayTable.Week), table.Anomalies(start, DayTable.Week));
        }

        var trainer = new Trainer<ForecastNet>(net, new AdamW(net.Parameters.Length), Loss.MeanSquared)
        {
            BatchSize = BatchSize,
            ClipNorm = 1,
            Threads = 2,
            ReportEvery = 20,
        };
        TrainingLog.Show(name, epochs, log => trainer.Fit(weeks, null, epochs, new Watch(log, afterEpoch)));
    }
}

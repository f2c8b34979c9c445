namespace CellGen.Samples.Forecast;

/// <summary>Four weeks in, one week out, value by value.</summary>
[EncoderDecoder(typeof(HistoryReader), typeof(WeekWriter), MaxSource = DayTable.History, ContextAsInput = true)]
public partial class ForecastNet;

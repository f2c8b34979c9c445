namespace CellGen.Samples.Forecast;

/// <summary>The encoder: reads the days before, four numbers each (<see cref="DayTable.Source"/>).</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 4, Hidden = 16, RecurrentDropout = 0.2)]
public partial class HistoryReader;

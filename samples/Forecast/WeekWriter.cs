namespace CellGen.Samples.Forecast;

/// <summary>The decoder: reads the highest and lowest temperature of a day, gives those of the next.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 16, RecurrentDropout = 0.2)]
[DenseHead(Output = 2)]
public partial class WeekWriter;

namespace CellGen.Samples.Weather;

/// <summary>
/// The net of the README. It reads ten numbers a day (<see cref="InputEncoder"/>) in both directions of time and gives,
/// for each day, the anomalies of the three variables.
/// </summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20, Layers = 2, Bidirectional = true)]
[DenseHead(Output = 3, Over = HeadInput.EveryStep)]
public partial class WeatherNet;

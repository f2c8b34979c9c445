namespace CellGen.Samples.Adapt;

/// <summary>Reads what the opponent does and what the player did last, and says how likely each of the player's moves is.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = Player.InputSize, Hidden = 16)]
[DenseHead(Output = Player.Moves, LogSoftmax = true)]
[Network(Agents = false)]
public partial class HabitNet;

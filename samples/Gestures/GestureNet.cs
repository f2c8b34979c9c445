namespace CellGen.Samples.Gestures;

/// <summary>Reads a stroke as it is drawn; what it says is by the last state, and so after each Step it has said something.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = Pen.RowSize, Hidden = 48)]
[DenseHead(Output = 10, Over = HeadInput.LastState)]
public partial class GestureNet;

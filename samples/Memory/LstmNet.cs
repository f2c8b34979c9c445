namespace CellGen.Samples.Memory;

/// <summary>Reads tokens, and says after the last one which key it saw.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = Recall.Tokens, Hidden = 32)]
[TokenInput]
[DenseHead(Output = Recall.Keys, Over = HeadInput.LastState)]
[Network(Agents = false)]
public partial class LstmNet;

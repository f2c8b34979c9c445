namespace CellGen.Samples.Memory;

/// <summary>An RNN without its tanh: a gradient on its way back is multiplied by one matrix, again and again.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = Recall.Tokens, Hidden = 32, Nonlinearity = Nonlinearity.Identity)]
[TokenInput]
[DenseHead(Output = Recall.Keys, Over = HeadInput.LastState)]
[Network(Agents = false)]
public partial class LinearNet;

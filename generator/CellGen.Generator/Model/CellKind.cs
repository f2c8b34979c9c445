namespace CellGen.Generator.Model;

/// <summary>The runtime's CellKind, member for member.</summary>
internal enum CellKind
{
    Rnn,
    Gru,
    Lstm,
    MinGru,
    MinLstm,
    IndRnn,
    Concatenating,
}

namespace CellGen.Samples.Names;

/// <summary>
/// The cell of torch's tutorial "Classifying names with a character-level RNN": i2h and i2o over [letter; state], the state linear,
/// log-softmax. It answers at each letter; the last answer counts.
/// </summary>
[RecurrentCell(Kind = CellKind.Concatenating, Input = 128, Hidden = 128)]
[DenseHead(Output = 17, Over = HeadInput.InputAndPreviousState, LogSoftmax = true)]
public partial class TutorialNet;

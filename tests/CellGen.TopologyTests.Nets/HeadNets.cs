namespace CellGen.TopologyTests.Nets;

/// <summary>Log-probabilities at every step, without a bias.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 4, Hidden = 8, Bidirectional = true)]
[DenseHead(Output = 5, Bias = false, LogSoftmax = true)]
public partial class EveryStepNet : IDenseNet<EveryStepNet.State, EveryStepNet.Workspace, EveryStepNet.Tape, EveryStepNet.Gradient>;

/// <summary>One row, from where both directions end.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 4, Hidden = 10, Layers = 3, Bidirectional = true)]
[DenseHead(Output = 3, Over = HeadInput.LastState)]
public partial class LastStateNet : IDenseNet<LastStateNet.State, LastStateNet.Workspace, LastStateNet.Tape, LastStateNet.Gradient>;

/// <summary>One row of log-probabilities, from the mean of all steps.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 7, Bidirectional = true)]
[DenseHead(Output = 20, Over = HeadInput.MeanState, LogSoftmax = true)]
public partial class MeanStateNet : IDenseNet<MeanStateNet.State, MeanStateNet.Workspace, MeanStateNet.Tape, MeanStateNet.Gradient>;

/// <summary>A head that reads the input past two layers.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 8, Layers = 2)]
[DenseHead(Output = 4, Over = HeadInput.InputAndPreviousState)]
public partial class PreviousStateNet : IDenseNet<PreviousStateNet.State, PreviousStateNet.Workspace, PreviousStateNet.Tape, PreviousStateNet.Gradient>;

/// <summary>The character classifier of torch's tutorial.</summary>
[RecurrentCell(Kind = CellKind.Concatenating, Input = 4, Hidden = 8)]
[DenseHead(Output = 2, Over = HeadInput.InputAndPreviousState, LogSoftmax = true)]
public partial class TutorialNet : IDenseNet<TutorialNet.State, TutorialNet.Workspace, TutorialNet.Tape, TutorialNet.Gradient>;

namespace CellGen.ZooTests.Nets;

/// <summary>The torque of an ANYdrive joint; a simulator runs thousands at once.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 2, Hidden = 8, Layers = 2)]
[DenseHead(Output = 1)]
[Network(Training = false)]
public partial class Actuator : IStreamingNet<Actuator.State, Actuator.Workspace>;

/// <summary>RIANN: attitude from an inertial sensor.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 7, Hidden = 200, Layers = 2)]
[DenseHead(Output = 4)]
[Network(Training = false, Agents = false)]
public partial class Attitude : IStreamingNet<Attitude.State, Attitude.Workspace>;

/// <summary>ml5's character net.</summary>
[Embedding(Vocabulary = 65)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 128, Hidden = 128, Layers = 2)]
[DenseHead(Output = 65)]
[Network(Training = false, Agents = false)]
public partial class Shakespeare;

/// <summary>PufferLib's agent of Pong.</summary>
[Dense(Input = 8, Output = 128, Nonlinearity = Nonlinearity.Relu, Name = "encoder")]
[RecurrentCell(Kind = CellKind.Lstm, Hidden = 128)]
[DenseHead(Output = 3, Name = "actor")]
[DenseHead(Output = 1, Name = "value")]
[Network(Training = false)]
public partial class PongAgent : IAgentNet<PongAgent.State, PongAgent.Workspace>;

/// <summary>PufferLib's agent of Breakout.</summary>
[Dense(Input = 119, Output = 128, Nonlinearity = Nonlinearity.Relu, Name = "encoder")]
[RecurrentCell(Kind = CellKind.Lstm, Hidden = 128)]
[DenseHead(Output = 4, Name = "actor")]
[DenseHead(Output = 1, Name = "value")]
[Network(Training = false)]
public partial class BreakoutAgent : IAgentNet<BreakoutAgent.State, BreakoutAgent.Workspace>;

namespace CellGen.Samples.Pedal;

/// <summary>A sample of sound in, a sample out: the net of Wright, Damskägg, Juvela and Välimäki (2020), "Real-time guitar amplifier emulation with deep learning".</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 16)]
[DenseHead(Output = 1)]
[Network(Agents = false)]
public partial class PedalNet;

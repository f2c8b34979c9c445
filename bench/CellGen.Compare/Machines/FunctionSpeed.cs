namespace CellGen.Compare.Machines;

/// <summary>The nanoseconds of sigmoid or tanh of one vector.</summary>
/// <param name="Beside">What it adds to a stream of multiply-adds that fills the units.</param>
/// <param name="Latency">From argument to result.</param>
public sealed record FunctionSpeed(double Beside, double Latency);

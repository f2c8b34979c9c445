namespace CellGen.Compare.Measuring;

/// <summary>What one peer needed for one row.</summary>
/// <param name="Peer">Its name.</param>
/// <param name="Variant">The fastest of its ways.</param>
/// <param name="Nanoseconds">The median, per time step (of the whole batch).</param>
/// <param name="Fastest">The fastest repeat.</param>
/// <param name="Slowest">The slowest repeat.</param>
/// <param name="Difference">The largest difference of an output from CellGen's.</param>
/// <param name="GradientDifference">The largest difference of a gradient, relative to the tensor's largest value.</param>
/// <param name="Agrees">Whether the differences are small enough.</param>
/// <param name="Allocated">The bytes that it allocates on the managed heap, per time step; null where that was not measured.</param>
public sealed record PeerResult(
    string Peer, string Variant, double Nanoseconds, double Fastest, double Slowest, double Difference, double GradientDifference, bool Agrees, double? Allocated = null);

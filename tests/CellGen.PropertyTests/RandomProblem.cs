using CellGen.NumericTests.Host;

namespace CellGen.PropertyTests;

/// <summary>A net and what is run through it: the sequences of a batch, the first of which is also run alone.</summary>
/// <param name="Shape">The net.</param>
/// <param name="Lengths">The number of steps of each sequence.</param>
/// <param name="Layout">The order of the batch's rows.</param>
public sealed record RandomProblem(NetShape Shape, IReadOnlyList<int> Lengths, BatchLayout Layout)
{
    /// <summary>What a failure reports.</summary>
    public override string ToString() => $"{Shape.Name}, lengths {string.Join(", ", Lengths)}, {Layout}";
}

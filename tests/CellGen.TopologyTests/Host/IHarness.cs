using CellGen.Simd;

namespace CellGen.TopologyTests.Host;

/// <summary>Runs a net over sequences of noise and collects all that it computes, under one name each.</summary>
public interface IHarness
{
    /// <summary>The vector width of the net.</summary>
    VectorWidth VectorWidth { get; set; }

    /// <summary>Sequence after sequence, into one gradient, with one tape or with a new one for each.</summary>
    Dictionary<string, float[]> Alone(int[] lengths, bool states, bool newTapes = false);

    /// <summary>The same sequences as a batch with room for so many steps; what lies beyond their ends is guarded.</summary>
    Dictionary<string, float[]> Batch(int[] lengths, bool states, BatchLayout layout, int steps);
}

namespace CellGen;

/// <summary>A sequence to learn from, T steps long: what goes in, and what should come out. A view of memory that its source keeps.</summary>
public readonly ref struct Sequence
{
    /// <summary>The rows that the net reads, [T x InputSize]; empty for a net that reads tokens.</summary>
    public ReadOnlySpan<float> Input { get; init; }

    /// <summary>The tokens that the net reads, [T]; empty for a net that reads rows.</summary>
    public ReadOnlySpan<int> Tokens { get; init; }

    /// <summary>The true values, as many as the net's outputs; empty where the loss wants labels.</summary>
    public ReadOnlySpan<float> Target { get; init; }

    /// <summary>The true classes, one for each row of output (of CTC as many as there are); empty where the loss wants values.</summary>
    public ReadOnlySpan<int> Labels { get; init; }

    /// <summary>What a decoder of rows reads at each step, [T x TargetSize], such as the true values of the step before; empty for all other nets.</summary>
    public ReadOnlySpan<float> DecoderInput { get; init; }

    /// <summary>
    /// A weight for each true value, or for each row of output beside labels: 0 where it does not count. Empty: 1 for all.
    /// </summary>
    public ReadOnlySpan<float> Mask { get; init; }
}

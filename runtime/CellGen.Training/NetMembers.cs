namespace CellGen;

/// <summary>
/// The members of a net of these types that training needs. A sequence that begins anew runs without a state, since a net may have
/// learnt in which one to begin.
/// </summary>
internal sealed class NetMembers<TState, TTape, TGradient>
    where TState : struct
{
    public delegate void ForwardRows(ReadOnlySpan<float> input, Span<float> output, TTape tape);

    public delegate void ForwardRowsFrom(ReadOnlySpan<float> input, Span<float> output, ref TState state, TTape tape);

    public delegate void ForwardTokens(ReadOnlySpan<int> tokens, Span<float> output, TTape tape);

    public delegate void ForwardTokensFrom(ReadOnlySpan<int> tokens, Span<float> output, ref TState state, TTape tape);

    public delegate void BackwardRows(
        ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, TGradient gradient, TTape tape);

    public delegate void BackwardRowsFrom(
        ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, ref TState state, TGradient gradient, TTape tape);

    public delegate void BackwardTokens(ReadOnlySpan<int> tokens, ReadOnlySpan<float> outputGradient, TGradient gradient, TTape tape);

    public delegate void BackwardTokensFrom(
        ReadOnlySpan<int> tokens, ReadOnlySpan<float> outputGradient, ref TState state, TGradient gradient, TTape tape);

    public delegate Span<float> ValuesOf(TGradient gradient);

    public required TTape Tape { get; init; }

    /// <summary>The passes over rows: four of them, or none.</summary>
    public required (ForwardRows Forward, ForwardRowsFrom ForwardFrom, BackwardRows Backward, BackwardRowsFrom BackwardFrom)? OfRows { get; init; }

    /// <summary>The passes over tokens: four of them, or none.</summary>
    public required (ForwardTokens Forward, ForwardTokensFrom ForwardFrom, BackwardTokens Backward, BackwardTokensFrom BackwardFrom)? OfTokens { get; init; }

    public required ValuesOf Values { get; init; }

    /// <summary>Sets the seed of dropout, where there is any.</summary>
    public required Action<TTape, int>? Seed { get; init; }

    /// <summary>Sets whether Forward drops, where it can.</summary>
    public required Action<TTape, bool>? Training { get; init; }
}

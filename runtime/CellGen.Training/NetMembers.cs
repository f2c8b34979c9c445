namespace CellGen;

/// <summary>The members of a net of these types that training needs.</summary>
internal sealed class NetMembers<TState, TTape, TGradient>
    where TState : struct
{
    public delegate void ForwardRows(ReadOnlySpan<float> input, Span<float> output, ref TState state, TTape tape);

    public delegate void ForwardOfTokens(ReadOnlySpan<int> tokens, Span<float> output, ref TState state, TTape tape);

    public delegate void BackwardRows(
        ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, ref TState state, TGradient gradient, TTape tape);

    public delegate void BackwardOfTokens(
        ReadOnlySpan<int> tokens, ReadOnlySpan<float> outputGradient, ref TState state, TGradient gradient, TTape tape);

    public delegate Span<float> ValuesOf(TGradient gradient);

    /// <summary>The parameters of Backward of rows.</summary>
    public static Type[] BackwardRowTypes =>
    [
        typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<float>), typeof(Span<float>), typeof(TState).MakeByRefType(), typeof(TGradient), typeof(TTape),
    ];

    /// <summary>The parameters of Backward of tokens.</summary>
    public static Type[] BackwardTokenTypes =>
        [typeof(ReadOnlySpan<int>), typeof(ReadOnlySpan<float>), typeof(TState).MakeByRefType(), typeof(TGradient), typeof(TTape)];

    public required TTape Tape { get; init; }

    public required ForwardRows? Forward { get; init; }

    public required ForwardOfTokens? ForwardTokens { get; init; }

    public required BackwardRows? Backward { get; init; }

    public required BackwardOfTokens? BackwardTokens { get; init; }

    public required ValuesOf Values { get; init; }

    /// <summary>Sets the seed of dropout, where there is any.</summary>
    public required Action<TTape, int>? Seed { get; init; }

    /// <summary>Sets whether Forward drops, where it can.</summary>
    public required Action<TTape, bool>? Training { get; init; }

    /// <summary>The parameters of Forward.</summary>
    public static Type[] ForwardTypes(Type element) =>
    [
        element == typeof(int) ? typeof(ReadOnlySpan<int>) : typeof(ReadOnlySpan<float>),
        typeof(Span<float>),
        typeof(TState).MakeByRefType(),
        typeof(TTape),
    ];
}

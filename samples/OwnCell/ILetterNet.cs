namespace CellGen.Samples.OwnCell;

/// <summary>What a generated net of letters has anyway: each class names this interface, and its generated members implement it.</summary>
public interface ILetterNet<TState, TTape, TGradient>
    where TState : struct
{
    /// <summary>All parameters, packed.</summary>
    Span<float> Parameters { get; }

    /// <summary>A batch, from zero states where there are none: of each letter the scores of the next one.</summary>
    void Forward(
        ReadOnlySpan<int> tokens, Span<float> output, ReadOnlySpan<int> lengths, Span<TState> states, TTape tape, BatchLayout layout);

    /// <summary>One letter of a stream.</summary>
    void Step(int token, Span<float> output, ref TState state);

    /// <summary>Back-propagation through the batch.</summary>
    void Backward(
        ReadOnlySpan<int> tokens,
        ReadOnlySpan<float> outputGradient,
        ReadOnlySpan<int> lengths,
        Span<TState> stateGradients,
        TGradient gradient,
        TTape tape,
        BatchLayout layout);
}

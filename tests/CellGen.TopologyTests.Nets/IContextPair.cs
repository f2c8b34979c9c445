namespace CellGen.TopologyTests.Nets;

/// <summary>A decoder of tokens from a context that is given.</summary>
public interface IContextPair<TState, TMemory, TWorkspace, TTape, TGradient> : ITrainable
    where TState : struct
{
    void Forward(ReadOnlySpan<float> context, ReadOnlySpan<int> target, Span<float> logits, TTape tape);

    void Forward(ReadOnlySpan<float> context, ReadOnlySpan<int> target, ReadOnlySpan<int> targetLengths, Span<float> logits, TTape tape);

    void Backward(ReadOnlySpan<float> context, ReadOnlySpan<int> target, ReadOnlySpan<float> logitsGradient, Span<float> contextGradient, TGradient gradient, TTape tape);

    void Backward(
        ReadOnlySpan<float> context, ReadOnlySpan<int> target, ReadOnlySpan<int> targetLengths, ReadOnlySpan<float> logitsGradient, Span<float> contextGradient, TGradient gradient, TTape tape);

    void Step(int token, Span<float> logits, TMemory memory, ref TState state);

    int Decode(ReadOnlySpan<float> context, Span<int> tokens, TWorkspace workspace);

    int Decode(ReadOnlySpan<float> context, Span<int> tokens, TWorkspace workspace, Sampling sampling);

    int Decode(ReadOnlySpan<float> context, Span<int> tokens, TWorkspace workspace, Beam beam);
}

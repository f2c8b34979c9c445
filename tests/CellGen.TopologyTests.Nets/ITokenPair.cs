namespace CellGen.TopologyTests.Nets;

/// <summary>An encoder and decoder from tokens to tokens.</summary>
public interface ITokenPair<TState, TMemory, TWorkspace, TTape, TGradient> : ITrainable
    where TState : struct
{
    void Forward(ReadOnlySpan<int> source, ReadOnlySpan<int> target, Span<float> logits, TTape tape);

    void Forward(ReadOnlySpan<int> source, ReadOnlySpan<int> sourceLengths, ReadOnlySpan<int> target, ReadOnlySpan<int> targetLengths, Span<float> logits, TTape tape);

    void Backward(ReadOnlySpan<int> source, ReadOnlySpan<int> target, ReadOnlySpan<float> logitsGradient, TGradient gradient, TTape tape);

    void Backward(
        ReadOnlySpan<int> source, ReadOnlySpan<int> sourceLengths, ReadOnlySpan<int> target, ReadOnlySpan<int> targetLengths, ReadOnlySpan<float> logitsGradient, TGradient gradient, TTape tape);

    void Encode(ReadOnlySpan<int> source, TMemory memory);

    void Step(int token, Span<float> logits, TMemory memory, ref TState state);

    int Decode(ReadOnlySpan<int> source, Span<int> tokens, TWorkspace workspace);

    int Decode(ReadOnlySpan<int> source, Span<int> tokens, TWorkspace workspace, Sampling sampling);

    int Decode(ReadOnlySpan<int> source, Span<int> tokens, TWorkspace workspace, Beam beam);
}

namespace CellGen.TopologyTests.Nets;

/// <summary>An encoder and decoder of values, whose decoder reads what it is given, then what it wrote.</summary>
public interface IFedPair<TState, TMemory, TWorkspace, TTape, TGradient> : ITrainable
    where TState : struct
{
    void Forward(ReadOnlySpan<float> source, ReadOnlySpan<float> input, Span<float> output, TTape tape);

    void Forward(
        ReadOnlySpan<float> source, ReadOnlySpan<int> sourceLengths, ReadOnlySpan<float> input, ReadOnlySpan<int> inputLengths, ReadOnlySpan<int> targetLengths, Span<float> output, TTape tape);

    void Backward(ReadOnlySpan<float> source, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, TGradient gradient, TTape tape);

    void Backward(
        ReadOnlySpan<float> source, ReadOnlySpan<int> sourceLengths, ReadOnlySpan<float> input, ReadOnlySpan<int> inputLengths, ReadOnlySpan<int> targetLengths,
        ReadOnlySpan<float> outputGradient, TGradient gradient, TTape tape);

    void Encode(ReadOnlySpan<float> source, TMemory memory);

    void Step(ReadOnlySpan<float> input, Span<float> output, TMemory memory, ref TState state);

    void Decode(ReadOnlySpan<float> source, ReadOnlySpan<float> first, Span<float> output, TWorkspace workspace);
}

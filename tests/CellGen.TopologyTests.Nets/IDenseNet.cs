namespace CellGen.TopologyTests.Nets;

/// <summary>A net whose input is rows of numbers.</summary>
public interface IDenseNet<TState, TWorkspace, TTape, TGradient> : INet<float, TState, TWorkspace, TTape, TGradient>
    where TState : struct
{
    void Backward(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        ref TState stateGradient,
        TGradient gradient,
        TTape tape);

    void Backward(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        ReadOnlySpan<int> lengths,
        Span<TState> stateGradients,
        TGradient gradient,
        TTape tape,
        BatchLayout layout);
}

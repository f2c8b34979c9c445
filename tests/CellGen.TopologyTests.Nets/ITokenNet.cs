namespace CellGen.TopologyTests.Nets;

/// <summary>A net whose input is tokens.</summary>
public interface ITokenNet<TState, TWorkspace, TTape, TGradient> : INet<int, TState, TWorkspace, TTape, TGradient>
    where TState : struct
{
    void Backward(
        ReadOnlySpan<int> tokens,
        ReadOnlySpan<float> outputGradient,
        ref TState stateGradient,
        TGradient gradient,
        TTape tape);

    void Backward(
        ReadOnlySpan<int> tokens,
        ReadOnlySpan<float> outputGradient,
        ReadOnlySpan<int> lengths,
        Span<TState> stateGradients,
        TGradient gradient,
        TTape tape,
        BatchLayout layout);
}

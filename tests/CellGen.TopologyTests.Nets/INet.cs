using CellGen.Simd;

namespace CellGen.TopologyTests.Nets;

/// <summary>What every generated net has; its own members implement this, so that a test can take any of them.</summary>
public interface INet<TElement, TState, TWorkspace, TTape, TGradient>
    where TState : struct
{
    VectorWidth VectorWidth { get; set; }

    Span<float> Parameters { get; }

    void Get(string name, Span<float> destination);

    void Set(string name, ReadOnlySpan<float> source);

    void Save(Stream stream, WeightNames? names);

    void LoadFrom(Stream stream, WeightNames? names);

    void Forward(ReadOnlySpan<TElement> input, Span<float> output, ref TState state, TWorkspace workspace);

    void Forward(ReadOnlySpan<TElement> input, Span<float> output, ref TState state, TTape tape);

    void Forward(
        ReadOnlySpan<TElement> input, Span<float> output, ReadOnlySpan<int> lengths, Span<TState> states, TWorkspace workspace, BatchLayout layout);

    void Forward(
        ReadOnlySpan<TElement> input, Span<float> output, ReadOnlySpan<int> lengths, Span<TState> states, TTape tape, BatchLayout layout);
}

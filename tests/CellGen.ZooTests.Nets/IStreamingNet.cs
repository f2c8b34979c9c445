namespace CellGen.ZooTests.Nets;

/// <summary>What the tests call of a net with one output.</summary>
public interface IStreamingNet<TState, TWorkspace>
    where TState : struct
{
    /// <summary>Runs a sequence.</summary>
    void Forward(ReadOnlySpan<float> input, Span<float> output, ref TState state, TWorkspace workspace);

    /// <summary>Runs a step.</summary>
    void Step(ReadOnlySpan<float> input, Span<float> output, ref TState state);

    /// <summary>Runs steps on silence.</summary>
    void Settle(ref TState state, int steps);
}

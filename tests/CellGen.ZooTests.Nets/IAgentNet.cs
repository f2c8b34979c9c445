namespace CellGen.ZooTests.Nets;

/// <summary>An agent that plays and says what its place is worth.</summary>
public interface IAgentNet<TState, TWorkspace>
    where TState : struct
{
    /// <summary>The sequence at once.</summary>
    void Forward(ReadOnlySpan<float> input, Span<float> actor, Span<float> value, ref TState state, TWorkspace workspace);

    /// <summary>One step.</summary>
    void Step(ReadOnlySpan<float> input, Span<float> actor, Span<float> value, ref TState state);
}

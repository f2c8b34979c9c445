using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>What a search for tokens asks of a net: one step from a state, and the tokens at which sequences begin and end.</summary>
/// <param name="vocabulary">The number of tokens.</param>
/// <param name="start">The token that is read first.</param>
/// <param name="end">The token after which there is no other; −1 is none.</param>
/// <typeparam name="TState">The State of the net.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TokenStepper<TState>(int vocabulary, int start, int end)
    where TState : struct
{
    /// <summary>The number of tokens.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>The token that is read first.</summary>
    public int Start { get; } = start;

    /// <summary>The token after which there is no other; −1 is none.</summary>
    public int End { get; } = end;

    /// <summary>One step; a new state begins with what the source came to.</summary>
    public abstract void Step(int token, Span<float> logits, ref TState state);

    /// <summary>Keeps what the last step attended to, as the weights of a step of the sequence.</summary>
    public virtual void Keep(int step)
    {
    }
}

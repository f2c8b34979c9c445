namespace CellGen;

/// <summary>
/// Pieces of a text, each of whose tokens has the next one as its label: what a language model learns. The pieces lie one behind
/// the other, the last one may be shorter; no token is copied.
/// </summary>
public sealed class NextTokens : ISequenceSource
{
    private readonly int[] _tokens;
    private readonly int _steps;

    /// <summary>Cuts a text.</summary>
    /// <param name="tokens">The text, at least two tokens; kept, not copied.</param>
    /// <param name="steps">The length of a piece, at least 1.</param>
    /// <exception cref="ArgumentException">There are fewer than two tokens, or a piece has no step.</exception>
    public NextTokens(int[] tokens, int steps)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (tokens.Length < 2)
        {
            throw new ArgumentException($"tokens has {tokens.Length}; expected at least 2, of which the second follows the first.", nameof(tokens));
        }

        (_tokens, _steps) = (tokens, steps);
    }

    /// <inheritdoc/>
    public int Count => ((_tokens.Length - 2) / _steps) + 1;

    /// <inheritdoc/>
    public int StepsOf(int index) => Math.Min(_steps, _tokens.Length - 1 - (index * _steps));

    /// <inheritdoc/>
    public Sequence Get(int index)
    {
        int steps = StepsOf(index);
        return new Sequence { Tokens = _tokens.AsSpan(index * _steps, steps), Labels = _tokens.AsSpan((index * _steps) + 1, steps) };
    }
}

namespace CellGen;

/// <summary>
/// A text as several streams that are read side by side, each in pieces that go on where the one before ended: truncated
/// back-propagation through time, with the trainer's <c>CarryState</c> and a BatchSize of the number of streams. Each token has the
/// next one as its label; no token is copied.
/// </summary>
public sealed class TokenStreams : ISequenceSource
{
    private readonly int[] _tokens;
    private readonly int _streams;
    private readonly int _steps;
    private readonly int _length;

    /// <summary>Cuts a text into streams of one length; the few tokens that are left over at its end are not used.</summary>
    /// <param name="tokens">The text, at least a token for each stream and one more; kept, not copied.</param>
    /// <param name="streams">The number of streams, at least 1.</param>
    /// <param name="steps">The length of a piece, at least 1; the last piece of a stream may be shorter.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="ArgumentException">There are too few tokens.</exception>
    public TokenStreams(int[] tokens, int streams, int steps)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentOutOfRangeException.ThrowIfLessThan(streams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (tokens.Length - 1 < streams)
        {
            throw new ArgumentException($"tokens has {tokens.Length}; expected at least {streams + 1L}, one for each stream and one more.", nameof(tokens));
        }

        (_tokens, _streams, _steps, _length) = (tokens, streams, steps, (tokens.Length - 1) / streams);
    }

    /// <inheritdoc/>
    public int Count => (((_length - 1) / _steps) + 1) * _streams;

    /// <inheritdoc/>
    public int StepsOf(int index) => Math.Min(_steps, _length - (index / _streams * _steps));

    /// <inheritdoc/>
    public Sequence Get(int index)
    {
        int start = (index % _streams * _length) + (index / _streams * _steps);
        int steps = StepsOf(index);
        return new Sequence { Tokens = _tokens.AsSpan(start, steps), Labels = _tokens.AsSpan(start + 1, steps) };
    }
}

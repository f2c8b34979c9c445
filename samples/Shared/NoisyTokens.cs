namespace CellGen.Samples;

/// <summary>
/// Sequences of tokens, each with one label, as a trainer wants them. With noise each epoch some tokens, others each time, are the
/// unknown one: a net that has seen few sequences would learn them by heart.
/// </summary>
public sealed class NoisyTokens : ISequenceSource
{
    private readonly int[][] _tokens;
    private readonly int[][] _noisy;
    private readonly int[][] _labels;
    private readonly double _noise;

    /// <summary>Encodes texts.</summary>
    /// <param name="texts">The texts and their labels.</param>
    /// <param name="vocabulary">The tokens; a text without one is the unknown one.</param>
    /// <param name="noise">The part of the tokens that are made unknown.</param>
    public NoisyTokens(IEnumerable<(string Text, int Label)> texts, Vocabulary vocabulary, double noise = 0)
    {
        _tokens = [.. texts.Select(text => vocabulary.Encode(text.Text)).Select(tokens => tokens.Length > 0 ? tokens : [Vocabulary.Unknown])];
        _noisy = [.. _tokens.Select(tokens => tokens.ToArray())];
        _labels = [.. texts.Select(text => new[] { text.Label })];
        _noise = noise;
    }

    /// <inheritdoc/>
    public int Count => _tokens.Length;

    /// <inheritdoc/>
    public int StepsOf(int index) => _tokens[index].Length;

    /// <inheritdoc/>
    public Sequence Get(int index) => new() { Tokens = _noisy[index], Labels = _labels[index] };

    /// <inheritdoc/>
    public void BeginEpoch(int epoch)
    {
        var random = new Random(epoch);
        for (int sequence = 0; sequence < _tokens.Length; sequence++)
        {
            for (int i = 0; i < _tokens[sequence].Length; i++)
            {
                _noisy[sequence][i] = random.NextDouble() < _noise ? Vocabulary.Unknown : _tokens[sequence][i];
            }
        }
    }
}

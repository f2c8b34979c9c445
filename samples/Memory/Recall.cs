namespace CellGen.Samples.Memory;

/// <summary>
/// The task: a row of symbols, one of which stands behind a mark; the last token is the question which one that was. All others are
/// of the same kind as the key, so that a net must let in one of them and keep the rest out. What is between key and question is
/// the distance.
/// </summary>
public sealed class Recall : ISequenceSource
{
    /// <summary>The number of symbols: tokens 0 to 7. Who guesses is right once in eight times.</summary>
    public const int Keys = 8;

    /// <summary>The number of tokens: the symbols, the mark and the question.</summary>
    public const int Tokens = Keys + 2;

    /// <summary>The most symbols before a mark whose place is unknown.</summary>
    public const int MostBefore = 20;

    private const int Mark = Keys;
    private const int Question = Keys + 1;

    private readonly int _seed;
    private readonly int _distance;
    private readonly int[] _before;
    private readonly int[][] _tokens;
    private readonly int[][] _keys;

    /// <summary>Draws sequences.</summary>
    /// <param name="count">The number of sequences.</param>
    /// <param name="seed">Of the sequences.</param>
    /// <param name="distance">The number of symbols between key and question.</param>
    /// <param name="place">Where the key is.</param>
    public Recall(int count, int seed, int distance, KeyPlace place)
    {
        (_seed, _distance) = (seed, distance);
        var random = new Random(seed);
        _before = [.. Enumerable.Range(0, count).Select(_ => place == KeyPlace.Early ? 0 : random.Next(1, MostBefore + 1))];
        (_tokens, _keys) = (new int[count][], new int[count][]);
        BeginEpoch(0);
    }

    /// <inheritdoc/>
    public int Count => _before.Length;

    /// <inheritdoc/>
    public int StepsOf(int index) => _before[index] + _distance + 3;

    /// <inheritdoc/>
    public Sequence Get(int index) => new() { Tokens = _tokens[index], Labels = _keys[index] };

    /// <summary>Draws other symbols for each epoch, so that none can be learned by heart.</summary>
    public void BeginEpoch(int epoch)
    {
        var random = new Random((_seed * 1000) + epoch);
        for (int i = 0; i < Count; i++)
        {
            int[] tokens = [.. Enumerable.Range(0, StepsOf(i)).Select(_ => random.Next(Keys))];
            (tokens[_before[i]], tokens[^1]) = (Mark, Question);
            (_tokens[i], _keys[i]) = (tokens, [tokens[_before[i] + 1]]);
        }
    }
}

namespace CellGen.Samples.Names;

/// <summary>
/// The same names for a net that reads rows and answers at each letter: a row is all zeros but for a one at the letter, and the
/// answer counts at the last letter alone (a label of −100 is none).
/// </summary>
public sealed class LetterRows : ISequenceSource
{
    private readonly NoisyTokens _names;
    private readonly int _size;
    private readonly float[][] _rows;
    private readonly int[][] _labels;

    /// <summary>Makes rows of letters.</summary>
    /// <param name="names">The names.</param>
    /// <param name="size">The length of a row.</param>
    public LetterRows(NoisyTokens names, int size)
    {
        (_names, _size) = (names, size);
        _rows = [.. Enumerable.Range(0, names.Count).Select(i => new float[names.StepsOf(i) * size])];
        _labels = [.. Enumerable.Range(0, names.Count).Select(i => Enumerable.Repeat(-100, names.StepsOf(i) - 1).Append(names.Get(i).Labels[0]).ToArray())];
        Write();
    }

    /// <inheritdoc/>
    public int Count => _names.Count;

    /// <inheritdoc/>
    public int StepsOf(int index) => _names.StepsOf(index);

    /// <inheritdoc/>
    public Sequence Get(int index) => new() { Input = _rows[index], Labels = _labels[index] };

    /// <inheritdoc/>
    public void BeginEpoch(int epoch)
    {
        _names.BeginEpoch(epoch);
        Write();
    }

    private void Write()
    {
        for (int name = 0; name < _rows.Length; name++)
        {
            Array.Clear(_rows[name]);
            ReadOnlySpan<int> letters = _names.Get(name).Tokens;
            for (int i = 0; i < letters.Length; i++)
            {
                _rows[name][(i * _size) + letters[i]] = 1;
            }
        }
    }
}

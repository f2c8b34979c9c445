namespace CellGen.Samples.Names;

/// <summary>
/// Names as a trainer wants them: letters and a label. With noise each epoch some letters, others each time, are the unknown one:
/// a net that has seen few names would learn them by heart.
/// </summary>
public sealed class NameSource : ISequenceSource
{
    private readonly int[][] _letters;
    private readonly int[][] _noisy;
    private readonly int[][] _labels;
    private readonly float[][]? _rows;
    private readonly int _rowSize;
    private readonly double _noise;

    /// <summary>Encodes names.</summary>
    /// <param name="names">The names.</param>
    /// <param name="letters">Their letters.</param>
    /// <param name="rowSize">For a net that reads rows and answers at each step: the size of a row, all zeros but for a one at the letter. 0: it reads letters.</param>
    /// <param name="noise">The part of letters that are made unknown.</param>
    public NameSource(IEnumerable<Name> names, Vocabulary letters, int rowSize = 0, double noise = 0)
    {
        _letters = [.. names.Select(name => letters.Encode(name.Text))];
        _noisy = [.. _letters.Select(name => name.ToArray())];
        (_rowSize, _noise) = (rowSize, noise);
        _rows = rowSize == 0 ? null : [.. _letters.Select(name => new float[name.Length * rowSize])];

        // The answer counts at the last letter alone: a label of −100 is none.
        _labels = [.. names.Select((name, i) => Enumerable.Repeat(-100, rowSize == 0 ? 0 : _letters[i].Length - 1).Append(name.Language).ToArray())];
        BeginEpoch(0);
    }

    /// <inheritdoc/>
    public int Count => _letters.Length;

    /// <inheritdoc/>
    public int StepsOf(int index) => _letters[index].Length;

    /// <inheritdoc/>
    public Sequence Get(int index) => _rows is null
        ? new Sequence { Tokens = _noisy[index], Labels = _labels[index] }
        : new Sequence { Input = _rows[index], Labels = _labels[index] };

    /// <inheritdoc/>
    public void BeginEpoch(int epoch)
    {
        var random = new Random(epoch);
        for (int name = 0; name < _letters.Length; name++)
        {
            for (int i = 0; i < _letters[name].Length; i++)
            {
                _noisy[name][i] = random.NextDouble() < _noise ? Vocabulary.Unknown : _letters[name][i];
            }

            if (_rows is not null)
            {
                Array.Clear(_rows[name]);
                for (int i = 0; i < _noisy[name].Length; i++)
                {
                    _rows[name][(i * _rowSize) + _noisy[name][i]] = 1;
                }
            }
        }
    }
}

namespace CellGen.Samples.FillIn;

/// <summary>
/// Pieces of a text in which some letters, others in each epoch, are the unknown one, and the label is the letter that was there;
/// the other places have none (−100).
/// </summary>
public sealed class Gaps : ISequenceSource
{
    /// <summary>The length of a piece.</summary>
    public const int Steps = 96;

    private const int NoLabel = -100;

    private readonly int[] _text;
    private readonly int[] _read;
    private readonly int[] _labels;
    private readonly int _distance;

    /// <summary>Cuts a text; the end that fills no piece is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="distance">There is a gap in as many letters on average.</param>
    public Gaps(int[] text, int distance)
    {
        (_text, _distance) = (text, distance);
        (_read, _labels) = (new int[text.Length], new int[text.Length]);
        BeginEpoch(0);
    }

    /// <inheritdoc/>
    public int Count => _text.Length / Steps;

    /// <summary>The places of the gaps.</summary>
    public IEnumerable<int> Places => Enumerable.Range(0, Count * Steps).Where(i => _labels[i] != NoLabel);

    /// <inheritdoc/>
    public int StepsOf(int index) => Steps;

    /// <inheritdoc/>
    public Sequence Get(int index) => new() { Tokens = _read.AsSpan(index * Steps, Steps), Labels = _labels.AsSpan(index * Steps, Steps) };

    /// <inheritdoc/>
    public void BeginEpoch(int epoch)
    {
        var random = new Random(epoch);
        for (int i = 0; i < _text.Length; i++)
        {
            bool gap = random.Next(_distance) == 0;
            _read[i] = gap ? Vocabulary.Unknown : _text[i];
            _labels[i] = gap ? _text[i] : NoLabel;
        }
    }
}

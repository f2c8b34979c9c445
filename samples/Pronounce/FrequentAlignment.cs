namespace CellGen.Samples.Pronounce;

/// <summary>
/// The second baseline: each letter makes those phonemes that it most often makes between the same neighbours; where these were
/// never seen around it, between fewer of them.
/// </summary>
public sealed class FrequentAlignment
{
    private const int MostNeighbours = 5;
    private readonly Dictionary<string, int[]>[] _likeliest;

    /// <summary>Counts.</summary>
    /// <param name="words">The words to learn from.</param>
    /// <param name="alignment">Which letter makes what.</param>
    /// <param name="neighbours">How many letters on each side are looked at, at most.</param>
    public FrequentAlignment(Word[] words, LetterAlignment alignment, int neighbours)
    {
        Neighbours = neighbours;
        var aligned = words.SelectMany(word => alignment.Align(word).Select((sounds, place) => (word.Spelling, Place: place, Sounds: sounds))).ToArray();
        _likeliest = [.. Enumerable.Range(0, neighbours + 1).Select(count => aligned
            .GroupBy(letter => Context(letter.Spelling, letter.Place, count))
            .ToDictionary(context => context.Key, context => context.GroupBy(letter => string.Join(' ', letter.Sounds)).MaxBy(same => same.Count())!.First().Sounds))];
    }

    /// <summary>How many letters on each side are looked at, at most.</summary>
    public int Neighbours { get; }

    /// <summary>The baseline with as many neighbours as are best on the validation words.</summary>
    public static FrequentAlignment Fit(WordData data)
    {
        var alignment = new LetterAlignment(data.Training);
        return Enumerable.Range(0, MostNeighbours + 1)
            .Select(neighbours => new FrequentAlignment(data.Training, alignment, neighbours))
            .MinBy(model => Score.Of("", data.Validation, model.Pronounce).PhonemeErrors)!;
    }

    /// <summary>What the letters make, one after the other.</summary>
    public int[] Pronounce(string spelling) => [.. Enumerable.Range(0, spelling.Length).SelectMany(place => Likeliest(spelling, place))];

    private static string Context(string spelling, int place, int neighbours)
    {
        string marks = new('#', neighbours);
        return $"{marks}{spelling}{marks}".Substring(place, (2 * neighbours) + 1);
    }

    private int[] Likeliest(string spelling, int place)
    {
        for (int neighbours = Neighbours; neighbours >= 0; neighbours--)
        {
            if (_likeliest[neighbours].TryGetValue(Context(spelling, place, neighbours), out int[]? sounds))
            {
                return sounds;
            }
        }

        return [];
    }
}

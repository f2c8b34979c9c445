namespace CellGen.Samples.Pronounce;

/// <summary>
/// The words. Of ten in a row one is put aside: nothing is fitted to it and nothing is chosen by it. One of ten says when to stop,
/// and what is best.
/// </summary>
public sealed class WordData
{
    /// <summary>The token behind the last phoneme.</summary>
    public const int End = 0;

    /// <summary>The token before the first phoneme.</summary>
    public const int Start = 1;

    private const int FirstPhoneme = 2;
    private readonly List<string> _phonemes;

    /// <summary>Reads a file of lines, each a word, a tab, and its phonemes.</summary>
    /// <exception cref="FormatException">There are other phonemes than the nets were made for.</exception>
    public WordData(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Select(line => line.Split('\t'))];
        _phonemes = [.. lines.SelectMany(line => line[1].Split(' ')).Distinct().Order()];
        if (_phonemes.Count + FirstPhoneme != AttentiveNet.OutputSize)
        {
            throw new FormatException($"{path} has {_phonemes.Count} different phonemes; expected {AttentiveNet.OutputSize - FirstPhoneme}.");
        }

        Dictionary<string, int> numbers = _phonemes.Index().ToDictionary(pair => pair.Item, pair => pair.Index + FirstPhoneme);
        Word[] words = [.. lines.Select(line => new Word(line[0], [.. line[1].Split(' ').Select(phoneme => numbers[phoneme])]))];
        Training = [.. words.Where((_, i) => i % 10 < 8)];
        Validation = [.. words.Where((_, i) => i % 10 == 8)];
        HeldOut = [.. words.Where((_, i) => i % 10 == 9)];
    }

    /// <summary>What is learned from.</summary>
    public Word[] Training { get; }

    /// <summary>What says when to stop.</summary>
    public Word[] Validation { get; }

    /// <summary>What all are compared on.</summary>
    public Word[] HeldOut { get; }

    /// <summary>Whether the nets can read it: small letters from a to z, neither none nor too many.</summary>
    public static bool IsWord(string spelling) => spelling.Length is > 0 and <= AttentiveNet.MaxSource && spelling.All(char.IsAsciiLetterLower);

    /// <summary>The letters of a word as numbers.</summary>
    public static int[] Letters(string spelling) => [.. spelling.Select(letter => letter - 'a')];

    /// <summary>Sequences as a trainer wants them: letters, and the phonemes that should be written, with an end.</summary>
    public static SequenceList Sequences(IEnumerable<Word> words)
    {
        var list = new SequenceList();
        foreach (Word word in words)
        {
            list.Add(Letters(word.Spelling), labels: [.. word.Sounds, End]);
        }

        return list;
    }

    /// <summary>Phonemes, as the dictionary writes them (ARPABET).</summary>
    public string[] Say(IEnumerable<int> sounds) => [.. sounds.Select(sound => sound < FirstPhoneme ? "?" : _phonemes[sound - FirstPhoneme])];
}

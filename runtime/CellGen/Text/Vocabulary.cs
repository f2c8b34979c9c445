using System.Text;

namespace CellGen;

/// <summary>
/// The tokens of a text and their numbers: what stands between a text and a net with [TokenInput] or [Embedding]. Number 0 is every
/// token that it does not know, number 1 the end of a text; then come the others, the most frequent first.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The number of every token that the vocabulary does not know.</summary>
    public const int Unknown = 0;

    /// <summary>The number of the end of a text.</summary>
    public const int End = 1;

    private const string Header = "cellgen.vocabulary 1 ";
    private const string UnknownText = "<unk>";
    private const string EndText = "<eos>";

    private readonly string[] _tokens;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    private Vocabulary(TextUnit unit, IEnumerable<string> tokens)
    {
        Unit = unit;
        _tokens = [UnknownText, EndText, .. tokens];
        for (int i = 0; i < _tokens.Length; i++)
        {
            if (!_numbers.TryAdd(_tokens[i], i))
            {
                throw new FormatException($"token {i} is '{_tokens[i]}', as is token {_numbers[_tokens[i]]}; expected each once.");
            }
        }
    }

    /// <summary>What texts are cut into.</summary>
    public TextUnit Unit { get; }

    /// <summary>The number of tokens, the unknown one and the end among them: a net's Input, or the Vocabulary of its embedding.</summary>
    public int Count => _tokens.Length;

    /// <summary>The text of a token; <c>&lt;unk></c> and <c>&lt;eos></c> of the first two.</summary>
    /// <param name="number">From 0 to Count − 1.</param>
    public string this[int number] => _tokens[number];

    /// <summary>The number of a token; <see cref="Unknown"/> where there is none of that text.</summary>
    /// <param name="token">A character or a word.</param>
    public int this[string token] => _numbers.TryGetValue(token, out int number) ? number : Unknown;

    /// <summary>Counts the tokens of a text, and numbers those that are frequent enough; of equally frequent ones by their characters.</summary>
    /// <param name="text">The text; that of training, since what else it held would be known too soon.</param>
    /// <param name="unit">What it is cut into.</param>
    /// <param name="minCount">The least number of times that a token must stand in the text; rarer ones are unknown.</param>
    /// <param name="maxSize">The most tokens, the unknown one and the end among them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minCount"/> is below 1 or <paramref name="maxSize"/> below 2.</exception>
    public static Vocabulary Build(string text, TextUnit unit, int minCount = 1, int maxSize = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(minCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSize, 2);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string token in TextCutter.Cut(text, unit))
        {
            counts[token] = counts.GetValueOrDefault(token) + 1;
        }

        return new Vocabulary(unit, counts
            .Where(entry => entry.Value >= minCount)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Take(maxSize - 2)
            .Select(entry => entry.Key));
    }

    /// <summary>Reads a file that <see cref="Save"/> has written.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">It is no vocabulary; the message begins with its path and names the line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Vocabulary Load(string path)
    {
        string[] lines = File.ReadAllText(path, Encoding.UTF8).Split('\n');
        if (!lines[0].StartsWith(Header, StringComparison.Ordinal) || !Enum.TryParse(lines[0][Header.Length..], out TextUnit unit))
        {
            throw new FormatException($"{path}: line 1 is '{lines[0]}'; expected '{Header}Characters' or '{Header}Words'.");
        }

        if (lines[^1].Length > 0)
        {
            throw new FormatException($"{path}: line {lines.Length} has no end; the file is only a part.");
        }

        try
        {
            return new Vocabulary(unit, lines[1..^1].Select(Unescape));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a file of one token a line, atomically: to stand beside the weights.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        var text = new StringBuilder(Header).Append(Unit).Append('\n');
        foreach (string token in _tokens.AsSpan(2))
        {
            text.Append(Escape(token)).Append('\n');
        }

        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The numbers of a text's tokens.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">Whether <see cref="End"/> follows them.</param>
    public int[] Encode(string text, bool end = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = new List<int>(TextCutter.Cut(text, Unit).Select(token => this[token]));
        if (end)
        {
            numbers.Add(End);
        }

        return [.. numbers];
    }

    /// <summary>The text of tokens: characters side by side, words with a space between them.</summary>
    /// <param name="numbers">Their numbers, each from 0 to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is no token's; the message names the place and the value.</exception>
    public string Decode(ReadOnlySpan<int> numbers)
    {
        var text = new StringBuilder();
        for (int i = 0; i < numbers.Length; i++)
        {
            if ((uint)numbers[i] >= (uint)_tokens.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(numbers), numbers[i], $"Token {i} is {numbers[i]}; there are {_tokens.Length}.");
            }

            text.Append(i > 0 && Unit == TextUnit.Words ? " " : "").Append(_tokens[numbers[i]]);
        }

        return text.ToString();
    }

    private static string Escape(string token) => token.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r");

    private static string Unescape(string line)
    {
        var token = new StringBuilder(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            bool escaped = line[i] == '\\' && i + 1 < line.Length;
            token.Append(!escaped ? line[i] : line[++i] switch { 'n' => '\n', 'r' => '\r', char other => other });
        }

        return token.ToString();
    }
}

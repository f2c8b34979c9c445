using System.Globalization;

namespace CellGen.Samples.Feeling;

/// <summary>Sentences that people have called pleasant or not, and a list of words with their values.</summary>
public sealed class Corpus
{
    private static readonly string[] Negations = ["not", "no", "never", "nothing"];

    /// <summary>Reads the two files of a folder.</summary>
    public Corpus(string folder)
    {
        Sentences = [.. File.ReadLines(Path.Combine(folder, "sentences.tsv")).Select(line => (line[2..].ToLowerInvariant(), line[0] - '0'))];
        Values = File.ReadLines(Path.Combine(folder, "words.tsv")).Select(line => line.Split('\t')).ToDictionary(
            line => line[0], line => int.Parse(line[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The sentences in small letters; label 1 is pleasant, 0 is not.</summary>
    public (string Text, int Label)[] Sentences { get; }

    /// <summary>AFINN: words from −5, the worst, to 5, the best.</summary>
    public Dictionary<string, int> Values { get; }

    /// <summary>The words that a net knows: those of the sentences that it learns from, and those of the list.</summary>
    public Vocabulary Words(IEnumerable<(string Text, int Label)> sentences) => Vocabulary.Build(
        string.Join(' ', sentences.Select(sentence => sentence.Text).Concat(Values.Keys)), TextUnit.Words, maxSize: LstmNet.VocabularySize);

    /// <summary>Whether something in a sentence is denied.</summary>
    public static bool HasNegation(string text) =>
        text.Split(' ', '.', ',').Any(word => Negations.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal));
}

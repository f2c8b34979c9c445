namespace CellGen.Samples.Names;

/// <summary>
/// The names. Of ten in a row two are put aside: nothing is fitted to them and nothing is chosen by them. One of ten says when to
/// stop, and which net is best.
/// </summary>
public sealed class NameData
{
    /// <summary>Reads a file of lines, each a language, a tab and a name.</summary>
    public NameData(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Select(line => line.Split('\t'))];
        Languages = [.. lines.Select(line => line[0]).Distinct()];
        Name[] names = [.. lines.Select(line => new Name(line[1].ToLowerInvariant(), Languages.IndexOf(line[0])))];
        Training = [.. names.Where((_, i) => i % 10 < 7)];
        Validation = [.. names.Where((_, i) => i % 10 == 7)];
        HeldOut = [.. names.Where((_, i) => i % 10 > 7)];
        Letters = Vocabulary.Build(string.Concat(Training.Select(name => name.Text)), TextUnit.Characters, maxSize: LastStateNet.VocabularySize);
    }

    /// <summary>The languages, by number.</summary>
    public List<string> Languages { get; }

    /// <summary>The letters of the training names.</summary>
    public Vocabulary Letters { get; }

    /// <summary>What the nets learn from.</summary>
    public Name[] Training { get; }

    /// <summary>What says when to stop.</summary>
    public Name[] Validation { get; }

    /// <summary>What all are compared on.</summary>
    public Name[] HeldOut { get; }
}

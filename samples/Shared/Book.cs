namespace CellGen.Samples;

/// <summary>
/// A text as the numbers of its tokens. Its last tenth is put aside: nothing is fitted to it and nothing is chosen by it. The
/// vocabulary knows the rest alone.
/// </summary>
public sealed class Book
{
    private const double HeldOutShare = 0.1;
    private const double ValidationShare = 0.05;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, any text.</param>
    /// <param name="unit">Characters or words.</param>
    /// <param name="maxTokens">The most different ones that the net knows.</param>
    public Book(string path, TextUnit unit, int maxTokens)
    {
        string text = File.ReadAllText(path);
        int end = (int)(text.Length * (1 - HeldOutShare));
        Vocabulary = Vocabulary.Build(text[..end], unit, maxSize: maxTokens);
        All = Vocabulary.Encode(text[..end]);
        HeldOut = Vocabulary.Encode(text[end..]);
        int validation = (int)(All.Length * (1 - ValidationShare));
        (Training, Validation) = (All[..validation], All[validation..]);
    }

    /// <summary>The tokens and their numbers.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>All but the last tenth: what the n-grams count.</summary>
    public int[] All { get; }

    /// <summary>What the net learns from: the first 95 % of that.</summary>
    public int[] Training { get; }

    /// <summary>The rest of it, which says when to stop.</summary>
    public int[] Validation { get; }

    /// <summary>The last tenth, on which all are compared.</summary>
    public int[] HeldOut { get; }
}

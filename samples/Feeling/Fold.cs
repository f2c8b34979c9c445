namespace CellGen.Samples.Feeling;

/// <summary>
/// A fifth of the sentences, which is put aside, and the others, of which a tenth says when to stop. Nothing is fitted to the
/// fifth, and nothing of its nets is chosen by it. A fifth of the words is put aside likewise, for composed sentences.
/// </summary>
public sealed class Fold
{
    /// <summary>The number of fifths.</summary>
    public const int Count = 5;

    private const double Noise = 0.1;
    private const int ComposedCount = 4000;
    private const int HeldOutComposedCount = 1000;

    /// <summary>Puts a fifth aside.</summary>
    public Fold(Corpus corpus, int number)
    {
        (string Text, int Label)[] others = [.. corpus.Sentences.Where((_, i) => i % Count != number)];
        (string Text, int Label)[] training = [.. others.Where((_, i) => i % 10 != 9)];
        (string Text, int Label)[] validation = [.. others.Where((_, i) => i % 10 == 9)];
        KeyValuePair<string, int>[] used = [.. corpus.Values.Where((_, i) => i % Count != number)];
        HeldOut = [.. corpus.Sentences.Where((_, i) => i % Count == number)];
        (string Text, int Label)[] composed = Grammar.Compose(ComposedCount, used, seed: number);
        HeldOutComposed = Grammar.Compose(HeldOutComposedCount, corpus.Values.Where((_, i) => i % Count == number), seed: number + 1000);
        Words = corpus.Words(training.Concat(composed));
        Training = new NoisyTokens(training, Words, Noise);
        WithComposed = new NoisyTokens(training.Concat(composed), Words, Noise);
        Validation = new NoisyTokens(validation, Words);
        ValidationWithComposed = new NoisyTokens(validation.Concat(Grammar.Compose(validation.Length, used, seed: number + (2 * Count))), Words);
    }

    /// <summary>The words of the training sentences and of the list.</summary>
    public Vocabulary Words { get; }

    /// <summary>What the nets learn from, each epoch with some words made unknown.</summary>
    public NoisyTokens Training { get; }

    /// <summary>The same, and composed sentences.</summary>
    public NoisyTokens WithComposed { get; }

    /// <summary>What says when to stop.</summary>
    public NoisyTokens Validation { get; }

    /// <summary>The same, and as many composed sentences.</summary>
    public NoisyTokens ValidationWithComposed { get; }

    /// <summary>What all are compared on.</summary>
    public (string Text, int Label)[] HeldOut { get; }

    /// <summary>Composed sentences of words that no other composed sentence has.</summary>
    public (string Text, int Label)[] HeldOutComposed { get; }
}

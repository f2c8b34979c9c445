namespace CellGen.Samples.NextChapter;

/// <summary>A trained net at work.</summary>
/// <param name="net">The net.</param>
/// <param name="vocabulary">The tokens that it knows.</param>
public sealed class Reader<TNet>(TNet net, Vocabulary vocabulary)
    where TNet : ITextNet<TNet>
{
    private readonly float[] _scores = new float[TNet.MaxTokens];

    /// <summary>The error in a text that is read from its beginning to its end: bits for each token but the first.</summary>
    public double Bits(ReadOnlySpan<int> text)
    {
        double nats = 0;
        net.Begin();
        for (int i = 0; i < text.Length - 1; i++)
        {
            ReadOnlySpan<float> scores = Read(text[i]);
            nats += SoftmaxCrossEntropy.Compute(scores, text.Slice(i + 1, 1), scores.Length, gradient: []);
        }

        return nats / (text.Length - 1) / Math.Log(2);
    }

    /// <summary>Goes on with a text: each token is drawn by its score, and read. Unknown ones are not drawn.</summary>
    /// <param name="beginning">What is read first, at least a token.</param>
    /// <param name="count">How many tokens to write.</param>
    /// <param name="temperature">Small: the likeliest tokens; 1: as the scores say; above it: daring.</param>
    public string Write(string beginning, int count, float temperature)
    {
        var sampler = new TokenSampler(vocabulary.Count, new Sampling { Temperature = temperature, Seed = 1 });
        int[] read = vocabulary.Encode(beginning);
        ArgumentOutOfRangeException.ThrowIfZero(read.Length, nameof(beginning));
        var text = new List<int>(read);
        net.Begin();
        foreach (int token in read.AsSpan(0, read.Length - 1))
        {
            Read(token);
        }

        for (int i = 0; i < count; i++)
        {
            Span<float> scores = Read(text[^1]);
            scores[Vocabulary.Unknown] = float.NegativeInfinity; // never drawn: it has no text
            text.Add(sampler.Next(scores));
        }

        return vocabulary.Decode([.. text]);
    }

    /// <summary>Reads a token, and gives the scores of those that the text has: the net may have room for more.</summary>
    private Span<float> Read(int token)
    {
        net.Read(token, _scores);
        return _scores.AsSpan(0, vocabulary.Count);
    }
}

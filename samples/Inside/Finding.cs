namespace CellGen.Samples.Inside;

/// <summary>The unit that goes best with a feature, and how well.</summary>
/// <param name="Unit">Its number.</param>
/// <param name="Correlation">Its correlation on the held-out text, from −1 to 1.</param>
public sealed record Finding(int Unit, double Correlation)
{
    /// <summary>Of each feature: the unit is chosen on one part of the text, its correlation is that on the held-out one.</summary>
    /// <param name="net">The net.</param>
    /// <param name="corpus">The text.</param>
    public static Finding[] Of(CharacterNet net, Corpus corpus)
    {
        Correlation[] chosen = Observation.Correlate(net, corpus.Choosing);
        Correlation[] measured = Observation.Correlate(net, corpus.HeldOut);
        return [.. chosen.Zip(measured, (first, second) => new Finding(first.Strongest, second[first.Strongest]))];
    }

    /// <summary>
    /// How much of a feature the last character alone gives away: the correlation, on the held-out text, with the feature's mean
    /// after that character on the other part.
    /// </summary>
    /// <param name="corpus">The text.</param>
    /// <param name="feature">The number of the feature.</param>
    public static double OfLastCharacter(Corpus corpus, int feature)
    {
        var sums = new double[CharacterNet.VocabularySize];
        var counts = new int[CharacterNet.VocabularySize];
        foreach (var (token, value) in corpus.Choosing.Tokens.Zip(corpus.Choosing.Features[feature].Values))
        {
            sums[token] += value;
            counts[token]++;
        }

        var correlation = new Correlation(1);
        foreach (var (token, value) in corpus.HeldOut.Tokens.Zip(corpus.HeldOut.Features[feature].Values))
        {
            correlation.Add([(float)(sums[token] / Math.Max(1, counts[token]))], value);
        }

        return correlation[0];
    }
}

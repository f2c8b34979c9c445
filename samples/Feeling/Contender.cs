namespace CellGen.Samples.Feeling;

/// <summary>Something that calls a sentence pleasant or not, and how often it was right about sentences that were put aside.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Right">The part of the real sentences that it was right about.</param>
/// <param name="RightWithNegation">The same of those that deny something.</param>
/// <param name="RightComposed">The part of the composed ones.</param>
/// <param name="Pleasant">The probability that a sentence is pleasant, as the net of the last fold has it; null for one that adds values.</param>
/// <param name="ReloadedSame">Whether that net gives the same bits from its file.</param>
public sealed record Contender(
    string Name, double Right, double RightWithNegation, double RightComposed, Func<string, double>? Pleasant = null, bool ReloadedSame = true)
{
    /// <summary>Counts.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="real">Each real sentence, its label, and the answer.</param>
    /// <param name="composed">The same of the composed ones.</param>
    public static Contender Of(string name, IEnumerable<(string Text, int Label, int Answer)> real, IEnumerable<(string Text, int Label, int Answer)> composed) =>
        new(name, Part(real), Part(real.Where(answer => Corpus.HasNegation(answer.Text))), Part(composed));

    private static double Part(IEnumerable<(string Text, int Label, int Answer)> answers) =>
        answers.Average(answer => answer.Answer == answer.Label ? 1.0 : 0.0);
}

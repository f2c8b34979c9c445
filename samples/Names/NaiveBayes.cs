namespace CellGen.Samples.Names;

/// <summary>
/// The baseline: a language is as likely as its names have the trigrams of this one, as if these did not depend on each other.
/// Before a name stand two marks, behind it one.
/// </summary>
public sealed class NaiveBayes
{
    private readonly Dictionary<string, int>[] _counts;
    private readonly int[] _names;
    private readonly double[] _trigrams;
    private readonly int _kinds;
    private readonly double _smoothing;

    /// <summary>Counts.</summary>
    /// <param name="names">The names to learn from.</param>
    /// <param name="languages">The number of languages.</param>
    /// <param name="smoothing">What is added to each count, so that a trigram that a language has not yet shown is not impossible.</param>
    public NaiveBayes(IReadOnlyCollection<Name> names, int languages, double smoothing)
    {
        _counts = [.. Enumerable.Range(0, languages).Select(_ => new Dictionary<string, int>())];
        (_names, _trigrams, _smoothing) = (new int[languages], new double[languages], smoothing);
        foreach (Name name in names)
        {
            _names[name.Language]++;
            foreach (string trigram in Trigrams(name.Text))
            {
                _counts[name.Language][trigram] = _counts[name.Language].GetValueOrDefault(trigram) + 1;
                _trigrams[name.Language]++;
            }
        }

        _kinds = _counts.SelectMany(counts => counts.Keys).Distinct().Count();
    }

    /// <summary>The baseline with the smoothing that is best on the validation names; it counts these, too.</summary>
    public static NaiveBayes Fit(NameData data)
    {
        double best = new[] { 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1 }.MaxBy(smoothing =>
        {
            var model = new NaiveBayes(data.Training, data.Languages.Count, smoothing);
            return data.Validation.Count(name => model.Guess(name.Text) == name.Language);
        });
        return new NaiveBayes([.. data.Training, .. data.Validation], data.Languages.Count, best);
    }

    /// <summary>The likeliest language.</summary>
    public int Guess(string name) => Enumerable.Range(0, _names.Length).MaxBy(language => Math.Log(_names[language]) + Trigrams(name).Sum(
        trigram => Math.Log((_counts[language].GetValueOrDefault(trigram) + _smoothing) / (_trigrams[language] + (_smoothing * _kinds)))));

    private static IEnumerable<string> Trigrams(string name)
    {
        string marked = $"^^{name}$";
        return Enumerable.Range(0, marked.Length - 2).Select(i => marked.Substring(i, 3));
    }
}

namespace CellGen.Samples.Pronounce;

/// <summary>How far what is said is from how the words are said.</summary>
/// <param name="Name">Who says it.</param>
/// <param name="PhonemeErrors">Phonemes to be put in, taken out or replaced, for each true phoneme.</param>
/// <param name="WordErrors">The part of words in which there is one.</param>
public sealed record Score(string Name, double PhonemeErrors, double WordErrors)
{
    /// <summary>Measures.</summary>
    public static Score Of(string name, Word[] words, Func<string, int[]> pronounce)
    {
        int[] errors = [.. words.Select(word => EditDistance.Between<int>(pronounce(word.Spelling), word.Sounds))];
        return new(name, errors.Sum() / (double)words.Sum(word => word.Sounds.Length), errors.Count(count => count > 0) / (double)words.Length);
    }
}

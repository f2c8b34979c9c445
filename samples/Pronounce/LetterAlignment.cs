namespace CellGen.Samples.Pronounce;

/// <summary>
/// Which letter of a word makes which phonemes: none, one or two. At first a letter may make any phoneme of its word, likelier one
/// at its own place; then the likeliest alignment of each word and the probabilities that all alignments give take turns
/// (expectation maximization in its Viterbi form).
/// </summary>
public sealed class LetterAlignment
{
    private const int Rounds = 6;
    private const double Unseen = 0.01;
    private readonly Dictionary<(char Letter, int[] Sounds), double> _counts = new(new SoundsComparer());
    private readonly double[] _letters = new double[char.MaxValue];

    /// <summary>Fits the probabilities.</summary>
    public LetterAlignment(Word[] words)
    {
        foreach (Word word in words)
        {
            Begin(word);
        }

        for (int round = 0; round < Rounds; round++)
        {
            var aligned = words.SelectMany(word => word.Spelling.Zip(Align(word))).ToArray();
            _counts.Clear();
            Array.Clear(_letters);
            foreach ((char letter, int[] sounds) in aligned)
            {
                Count(letter, sounds, 1);
            }
        }
    }

    /// <summary>The phonemes of each letter, in the likeliest way; a phoneme too many for all letters is left to the last one.</summary>
    public int[][] Align(Word word)
    {
        (int letters, int sounds) = (word.Spelling.Length, word.Sounds.Length);
        var best = new double[letters + 1, sounds + 1];
        var taken = new int[letters + 1, sounds + 1];
        for (int i = 0; i <= letters; i++)
        {
            for (int j = 0; j <= sounds; j++)
            {
                best[i, j] = i == 0 && j == 0 ? 0 : double.NegativeInfinity;
                int most = i == letters ? j : Math.Min(j, 2);
                for (int take = 0; i > 0 && take <= most; take++)
                {
                    double score = best[i - 1, j - take] + LogProbability(word.Spelling[i - 1], word.Sounds[(j - take)..j]);
                    if (score > best[i, j])
                    {
                        (best[i, j], taken[i, j]) = (score, take);
                    }
                }
            }
        }

        var parts = new int[letters][];
        for (int i = letters, j = sounds; i > 0; j -= taken[i, j], i--)
        {
            parts[i - 1] = word.Sounds[(j - taken[i, j])..j];
        }

        return parts;
    }

    private void Begin(Word word)
    {
        double ratio = word.Sounds.Length / (double)word.Spelling.Length;
        for (int i = 0; i < word.Spelling.Length; i++)
        {
            Count(word.Spelling[i], [], 0.3);
            for (int j = 0; j < word.Sounds.Length; j++)
            {
                double near = Math.Exp(-Math.Abs(j + 0.5 - ((i + 0.5) * ratio)));
                Count(word.Spelling[i], [word.Sounds[j]], near);
                if (j + 1 < word.Sounds.Length)
                {
                    Count(word.Spelling[i], word.Sounds[j..(j + 2)], 0.05 * near);
                }
            }
        }
    }

    private void Count(char letter, int[] sounds, double weight)
    {
        _counts[(letter, sounds)] = _counts.GetValueOrDefault((letter, sounds)) + weight;
        _letters[letter] += weight;
    }

    private double LogProbability(char letter, int[] sounds) =>
        Math.Log((_counts.GetValueOrDefault((letter, sounds)) + (Unseen / (1 + (sounds.Length * sounds.Length)))) / (_letters[letter] + 1));
}

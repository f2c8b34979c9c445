namespace CellGen.Samples.OwnCell;

/// <summary>
/// The baseline: how often each letter followed the last few, counted. Where these were rare, fewer of them decide, as in the
/// smoothing of Witten and Bell with a constant weight.
/// </summary>
public sealed class NGram
{
    private const double Weight = 3;

    private readonly int _order;
    private readonly Dictionary<long, int[]>[] _counts;

    /// <summary>Counts.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="order">How many letters a guess is made of: the letter itself, and those before it.</param>
    public NGram(ReadOnlySpan<int> tokens, int order)
    {
        _order = order;
        _counts = [.. Enumerable.Range(0, order).Select(_ => new Dictionary<long, int[]>())];
        for (int i = 0; i < tokens.Length; i++)
        {
            for (int length = 0; length < order && length <= i; length++)
            {
                long context = Context(tokens[(i - length)..i]);
                if (!_counts[length].TryGetValue(context, out int[]? counts))
                {
                    _counts[length].Add(context, counts = new int[Alphabet.Size]);
                }

                counts[tokens[i]]++;
            }
        }
    }

    /// <summary>The error in a text: bits a letter.</summary>
    public double Bits(ReadOnlySpan<int> tokens)
    {
        double bits = 0;
        for (int i = 1; i < tokens.Length; i++)
        {
            bits -= Math.Log2(Probability(tokens[Math.Max(0, i - _order + 1)..i], tokens[i]));
        }

        return bits / (tokens.Length - 1);
    }

    private double Probability(ReadOnlySpan<int> before, int token)
    {
        double probability = 1.0 / Alphabet.Size;
        for (int length = 0; length <= before.Length; length++)
        {
            if (_counts[length].TryGetValue(Context(before[^length..]), out int[]? counts))
            {
                probability = (counts[token] + (Weight * probability)) / (counts.Sum() + Weight);
            }
        }

        return probability;
    }

    private static long Context(ReadOnlySpan<int> tokens)
    {
        long context = 0;
        foreach (int token in tokens)
        {
            context = (context * Alphabet.Size) + token;
        }

        return context;
    }
}

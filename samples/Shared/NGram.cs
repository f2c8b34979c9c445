namespace CellGen.Samples;

/// <summary>
/// A baseline: how often each token followed the last few, counted. The longer a context, the rarer it is; so each length of
/// context has its say, by how much was seen of it (Witten and Bell 1991, interpolated): after a context h that was seen N times,
/// with T different tokens behind it, p(w | h) = (count(h w) + T p(w | h without its first token)) / (N + T).
/// </summary>
public sealed class NGram
{
    private readonly int _order;
    private readonly double _uniform;

    // Contexts are a tree: the root has none, its children one token, theirs the one before it, too. Node 0 is the root.
    private readonly Dictionary<(int Context, int Token), int> _children = [];
    private readonly Dictionary<(int Context, int Token), int> _counts = [];
    private readonly List<(int Seen, int Different)> _contexts = [default];

    /// <summary>Counts.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="order">How many tokens a guess is made of: the token itself, and those before it.</param>
    /// <param name="vocabulary">The number of different tokens: before anything was seen each is as likely.</param>
    public NGram(ReadOnlySpan<int> tokens, int order, int vocabulary)
    {
        (_order, _uniform) = (order, 1.0 / vocabulary);
        for (int i = 0; i < tokens.Length; i++)
        {
            int context = 0;
            for (int length = 0; ; length++)
            {
                int count = _counts.GetValueOrDefault((context, tokens[i]));
                _counts[(context, tokens[i])] = count + 1;
                (int seen, int different) = _contexts[context];
                _contexts[context] = (seen + 1, different + (count == 0 ? 1 : 0));
                if (length == order - 1 || length == i)
                {
                    break;
                }

                (int, int) longer = (context, tokens[i - 1 - length]);
                if (!_children.TryGetValue(longer, out context))
                {
                    context = _contexts.Count;
                    _children.Add(longer, context);
                    _contexts.Add(default);
                }
            }
        }
    }

    /// <summary>The error in a text: bits for each token but the first.</summary>
    public double Bits(ReadOnlySpan<int> tokens)
    {
        double bits = 0;
        for (int i = 1; i < tokens.Length; i++)
        {
            bits -= Math.Log2(Probability(tokens[..i], tokens[i]));
        }

        return bits / (tokens.Length - 1);
    }

    /// <summary>How likely a token is to come next.</summary>
    /// <param name="before">What comes before it; as much of its end as the order says is looked at.</param>
    /// <param name="token">The token.</param>
    public double Probability(ReadOnlySpan<int> before, int token)
    {
        double probability = _uniform;
        int context = 0;
        for (int length = 0; ; length++)
        {
            (int seen, int different) = _contexts[context];
            probability = (_counts.GetValueOrDefault((context, token)) + (different * probability)) / (seen + different);
            if (length == _order - 1 || length == before.Length || !_children.TryGetValue((context, before[^(length + 1)]), out context))
            {
                return probability;
            }
        }
    }
}

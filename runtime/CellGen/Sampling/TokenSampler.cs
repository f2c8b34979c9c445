using CellGen.Generated;
using CellGen.Simd;

namespace CellGen;

/// <summary>
/// Draws tokens from the scores that a net gives: one after the other, each a function of the seed, of how many were drawn before,
/// and of the scores.
/// </summary>
/// <remarks>
/// Exponentials are CellGen's own, sums are in double precision from the largest score on, and of equal scores the first token
/// counts as larger: the same tokens on every machine. Not for two threads at a time.
/// </remarks>
public sealed class TokenSampler : ICheckpointed
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private Sampling _sampling;
    private readonly ulong[] _order;
    private readonly double[] _weights;
    private ulong _count;

    /// <summary>Allocates all memory; nothing is allocated after it.</summary>
    /// <param name="vocabulary">The number of tokens, at least 1.</param>
    /// <param name="sampling">How to draw; the default where it is null.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no token.</exception>
    public TokenSampler(int vocabulary, Sampling? sampling = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 1);
        _sampling = sampling ?? new Sampling();
        _order = new ulong[vocabulary];
        _weights = new double[vocabulary];
    }

    /// <summary>Draws a token.</summary>
    /// <param name="logits">A score for each token, [vocabulary]: logits or log-probabilities. −∞ and NaN are never drawn; +∞ always, the first one.</param>
    /// <returns>The token, from 0 to vocabulary − 1.</returns>
    /// <exception cref="ArgumentException">The scores are not as many as the tokens, or none of them is a number above −∞.</exception>
    public int Next(ReadOnlySpan<float> logits)
    {
        if (logits.Length != _order.Length)
        {
            throw new ArgumentException($"The sampler was made for {_order.Length} tokens; logits has {logits.Length} values.", nameof(logits));
        }

        ulong random = SplitMix64.Mix(SplitMix64.Mix((ulong)_sampling.Seed + Golden) ^ (++_count * Golden));
        int best = Largest(logits);
        if (_sampling.Temperature == 0f || _sampling.TopK == 1 || float.IsPositiveInfinity(logits[best]))
        {
            return best;
        }

        int count = Sort(logits);
        count = _sampling.TopK > 0 ? Math.Min(count, _sampling.TopK) : count;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double weight = DoubleMath.Exp(((double)logits[Token(i)] - logits[best]) / _sampling.Temperature);
            _weights[i] = weight;
            sum += weight;
        }

        if (_sampling.TopP < 1f)
        {
            double enough = sum * _sampling.TopP;
            int kept = 0;
            for (sum = 0; kept < count && !(kept > 0 && sum >= enough); kept++)
            {
                sum += _weights[kept];
            }

            count = kept;
        }

        // 53 random bits, as many as a double has.
        double rest = (random >> 11) * (1.0 / (1L << 53)) * sum;
        int drawn = 0;
        for (; drawn < count - 1 && rest >= _weights[drawn]; drawn++)
        {
            rest -= _weights[drawn];
        }

        return Token(drawn);
    }

    /// <summary>Begins anew, as a new sampler would.</summary>
    internal void Begin(Sampling sampling) => (_sampling, _count) = (sampling, 0);

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint, string prefix) => checkpoint.Set(prefix + "drawn", (long)_count);

    /// <inheritdoc/>
    public void Load(Checkpoint checkpoint, string prefix) => _count = (ulong)checkpoint.Integer(prefix + "drawn");

    /// <summary>The token with the largest score; of equal ones the first.</summary>
    internal static int Largest(ReadOnlySpan<float> logits)
    {
        int best = -1;
        for (int i = 0; i < logits.Length; i++)
        {
            best = logits[i] > (best < 0 ? float.NegativeInfinity : logits[best]) ? i : best;
        }

        return best >= 0 ? best : throw new ArgumentException("logits has no number above -∞; expected at least one.", nameof(logits));
    }

    /// <summary>Brings the tokens that can be drawn into the order of their scores, the largest first, and returns their number.</summary>
    private int Sort(ReadOnlySpan<float> logits)
    {
        // A key is a score, as a whole number that grows as it falls, and behind it the token: no two are equal.
        int count = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (logits[i] > float.NegativeInfinity)
            {
                int bits = BitConverter.SingleToInt32Bits(logits[i] + 0f); // −0 counts as 0
                uint rising = (uint)(bits ^ ((bits >> 31) | int.MinValue));
                _order[count++] = ((ulong)~rising << 32) | (uint)i;
            }
        }

        // Without a limit the order decides no token's chance; with one it says which tokens are left.
        if (_sampling.TopK > 0 || _sampling.TopP < 1f)
        {
            _order.AsSpan(0, count).Sort();
        }

        return count;
    }

    private int Token(int place) => (int)(uint)_order[place];
}

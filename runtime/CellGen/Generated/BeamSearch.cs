using CellGen.Simd;

namespace CellGen.Generated;

/// <summary>
/// Beam search: of all beginnings that are one token longer, the likeliest are kept; sequences that end are compared by their
/// penalised probability. Of equal ones the earlier counts as likelier, so that the result is the same on every machine.
/// </summary>
/// <param name="width">The most beginnings.</param>
/// <param name="maxSteps">The most tokens of a sequence.</param>
/// <param name="vocabulary">The number of tokens.</param>
internal sealed class BeamSearch<TState>(int width, int maxSteps, int vocabulary)
    where TState : struct
{
    private readonly float[] _logits = new float[vocabulary];
    private readonly (double Score, int From, int Token)[] _candidates = new (double, int, int)[width];
    private readonly TState[] _next = new TState[width];
    private readonly TState[] _states = new TState[width];
    private int[] _tokens = new int[width * maxSteps];
    private int[] _nextTokens = new int[width * maxSteps];
    private readonly double[] _scores = new double[width];

    /// <summary>The most beginnings that there is room for.</summary>
    public int Width => width;

    /// <summary>Finds a likely sequence, without its end.</summary>
    /// <returns>The number of tokens.</returns>
    public int Run(TokenStepper<TState> stepper, Span<int> tokens, Beam beam)
    {
        int live = 1;
        _states[0] = default;
        _scores[0] = 0;
        int best = 0;
        double bestScore = double.NegativeInfinity;
        for (int step = 0; step < tokens.Length; step++)
        {
            int count = 0;
            for (int i = 0; i < live; i++)
            {
                var state = _states[i];
                stepper.Step(step == 0 ? stepper.Start : Sequence(i)[step - 1], _logits, ref state);
                _next[i] = state;
                double total = LogTotal();
                for (int token = 0; token < _logits.Length; token++)
                {
                    double score = _scores[i] + (_logits[token] - total);
                    if (token != stepper.End)
                    {
                        count = Insert((score, i, token), count, beam.Width);
                    }
                    else if (Penalised(score, step + 1, beam) is var ended && ended > bestScore)
                    {
                        (best, bestScore) = (step, ended);
                        Sequence(i)[..step].CopyTo(tokens);
                    }
                }
            }

            live = Extend(count, step);

            // Without a penalty longer sequences only become less likely.
            if (live == 0 || (beam.LengthPenalty == 0 && bestScore >= _scores[0]))
            {
                return best;
            }
        }

        // Sequences that had no room for their end count, too.
        if (tokens.Length > 0 && Penalised(_scores[0], tokens.Length, beam) > bestScore)
        {
            best = tokens.Length;
            Sequence(0)[..best].CopyTo(tokens);
        }

        return best;
    }

    private static double Penalised(double score, int length, Beam beam) =>
        beam.LengthPenalty == 0 ? score : score / DoubleMath.Exp(beam.LengthPenalty * DoubleMath.Log((5 + length) / 6.0));

    private Span<int> Sequence(int index) => _tokens.AsSpan(index * maxSteps, maxSteps);

    /// <summary>log Σ exp of the logits.</summary>
    private double LogTotal()
    {
        float largest = Softmax.Largest(_logits);
        double sum = 0;
        foreach (float value in _logits)
        {
            sum += DoubleMath.Exp((double)value - largest);
        }

        return largest + DoubleMath.Log(sum);
    }

    /// <summary>Keeps a candidate where it is among the likeliest so many, in their order.</summary>
    private int Insert((double Score, int From, int Token) candidate, int count, int most)
    {
        int place = count;
        for (; place > 0 && candidate.Score > _candidates[place - 1].Score; place--)
        {
            if (place < most)
            {
                _candidates[place] = _candidates[place - 1];
            }
        }

        if (place < most && candidate.Score > double.NegativeInfinity)
        {
            _candidates[place] = candidate;
            return Math.Min(count + 1, most);
        }

        return count;
    }

    /// <summary>The candidates become the beginnings.</summary>
    private int Extend(int count, int step)
    {
        for (int i = 0; i < count; i++)
        {
            var (score, from, token) = _candidates[i];
            _scores[i] = score;
            _states[i] = _next[from];
            var sequence = _nextTokens.AsSpan(i * maxSteps, maxSteps);
            Sequence(from)[..step].CopyTo(sequence);
            sequence[step] = token;
        }

        (_tokens, _nextTokens) = (_nextTokens, _tokens);
        return count;
    }
}

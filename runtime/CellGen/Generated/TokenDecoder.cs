using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>
/// Writes tokens one after the other: the likeliest each time, or drawn, or those of the likeliest sequence that a beam finds. What
/// it allocates it keeps: for drawing and for a wider beam at their first use.
/// </summary>
/// <param name="stepper">The net.</param>
/// <param name="maxSteps">The most tokens of a sequence.</param>
/// <typeparam name="TState">The State of the net.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TokenDecoder<TState>(TokenStepper<TState> stepper, int maxSteps)
    where TState : struct
{
    private readonly float[] _logits = new float[stepper.Vocabulary];
    private TokenSampler? _sampler;
    private BeamSearch<TState>? _beam;

    /// <summary>The likeliest token at each step; of equal ones the first.</summary>
    /// <param name="tokens">Takes the tokens, without the end; no more than it has room for.</param>
    /// <returns>The number of tokens.</returns>
    /// <exception cref="ArgumentException">There is room for more tokens than the workspace was made for.</exception>
    public int Greedy(Span<int> tokens) => Run(tokens, null);

    /// <summary>A token drawn at each step.</summary>
    /// <inheritdoc cref="Greedy"/>
    public int Sample(Span<int> tokens, Sampling sampling)
    {
        ArgumentNullException.ThrowIfNull(sampling);
        _sampler ??= new TokenSampler(stepper.Vocabulary, sampling);
        _sampler.Begin(sampling);
        return Run(tokens, _sampler);
    }

    /// <summary>The likeliest sequence that a beam finds.</summary>
    /// <inheritdoc cref="Greedy"/>
    public int Search(Span<int> tokens, Beam beam)
    {
        ArgumentNullException.ThrowIfNull(beam);
        Check(tokens.Length);
        if (_beam is null || _beam.Width < beam.Width)
        {
            _beam = new BeamSearch<TState>(beam.Width, maxSteps, stepper.Vocabulary);
        }

        int count = _beam.Run(stepper, tokens, beam);

        // Once more along the best sequence: for what it attended to.
        TState state = default;
        for (int i = 0, token = stepper.Start; i < count; token = tokens[i++])
        {
            stepper.Step(token, _logits, ref state);
            stepper.Keep(i);
        }

        return count;
    }

    private int Run(Span<int> tokens, TokenSampler? sampler)
    {
        Check(tokens.Length);
        TState state = default;
        int token = stepper.Start;
        for (int i = 0; i < tokens.Length; i++)
        {
            stepper.Step(token, _logits, ref state);
            token = sampler is null ? TokenSampler.Largest(_logits) : sampler.Next(_logits);
            if (token == stepper.End)
            {
                return i;
            }

            stepper.Keep(i);
            tokens[i] = token;
        }

        return tokens.Length;
    }

    private void Check(int length)
    {
        if (length > maxSteps)
        {
            throw new ArgumentException($"tokens has room for {length}; the workspace was made for at most {maxSteps} steps.", "tokens");
        }
    }
}

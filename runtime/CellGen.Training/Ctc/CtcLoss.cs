using System.Runtime.InteropServices;
using CellGen.Generated;
using CellGen.Simd;

namespace CellGen;

/// <summary>
/// Connectionist temporal classification (Graves, Fernández, Gomez and Schmidhuber 2006): the loss of a sequence of labels that is
/// shorter than the sequence of steps and not aligned with it, as in speech and handwriting. −log of the probability of all
/// alignments together, as torch.nn.CTCLoss with reduction="none", fused with log-softmax and its gradient.
/// </summary>
/// <remarks>
/// torch's default reduction, "mean", divides each loss by the number of its labels. Computed in double precision and one fixed
/// order, with CellGen's own functions: the same bits on every machine. Not for two threads at a time.
/// </remarks>
public sealed class CtcLoss
{
    private readonly int _maxSteps;
    private readonly int _maxLabels;
    private readonly int _classes;
    private readonly int _blank;
    private readonly double[] _shift;
    private readonly double[] _emission;
    private readonly double[] _alpha;
    private double[] _beta;
    private double[] _nextBeta;

    /// <summary>Allocates all memory; nothing is allocated after it.</summary>
    /// <param name="maxSteps">The most steps of a sequence, at least 1.</param>
    /// <param name="maxLabels">The most labels of a sequence, at least 0.</param>
    /// <param name="classes">The number of classes, the blank among them, at least 2.</param>
    /// <param name="blank">The class that is no label.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CtcLoss(int maxSteps, int maxLabels, int classes, int blank = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxLabels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(blank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(blank, classes);
        long places = (2L * maxLabels) + 1;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSteps * places, Array.MaxLength, nameof(maxSteps));
        (_maxSteps, _maxLabels, _classes, _blank) = (maxSteps, maxLabels, classes, blank);
        _shift = new double[maxSteps];
        _emission = new double[maxSteps * places];
        _alpha = new double[maxSteps * places];
        _beta = new double[places];
        _nextBeta = new double[places];
    }

    /// <summary>The loss of a sequence, and its gradient.</summary>
    /// <param name="logits">The scores, [T x classes], step after step; a log-softmax of them is taken (log-probabilities stay what they are).</param>
    /// <param name="target">The labels, none of them the blank; may be empty.</param>
    /// <param name="gradient">
    /// Takes the derivative by each logit (what it held is overwritten); may be empty, and may be the memory of the logits.
    /// </param>
    /// <returns>
    /// The loss; ∞, with a gradient of zero (torch: NaN, or zero_infinity), where the labels do not fit into the steps, which needs
    /// as many steps as labels and one more for each that repeats the one before it.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The logits are no whole number of steps, or there are more steps or labels than memory was made for; the gradient has
    /// another length, or overlaps the logits without being the same, or the target.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class, or the blank; the message names the place and the value.</exception>
    public float Compute(ReadOnlySpan<float> logits, ReadOnlySpan<int> target, Span<float> gradient)
    {
        int steps = CtcArguments.Steps(logits, _classes, _maxSteps);
        CtcArguments.CheckLabels(target, _classes, _blank, _maxLabels);
        CtcArguments.CheckGradient(gradient, logits);
        Arguments.Distinct(MemoryMarshal.Cast<int, float>(target), gradient, nameof(target), nameof(gradient));
        if (steps == 0)
        {
            return target.IsEmpty ? 0f : float.PositiveInfinity;
        }

        int places = (2 * target.Length) + 1;
        Emit(logits, target, steps, places);
        double likelihood = Forward(target, steps, places);
        if (double.IsNegativeInfinity(likelihood))
        {
            gradient.Clear();
        }
        else if (!gradient.IsEmpty)
        {
            Backward(logits, target, gradient, steps, places, likelihood);
        }

        return (float)-likelihood;
    }

    /// <summary>The class of a place of the labels with blanks before, between and behind them.</summary>
    private int Class(ReadOnlySpan<int> target, int place) => (place & 1) == 0 ? _blank : target[place / 2];

    /// <summary>Whether a path may come to a place from the one two before: not over a blank that keeps equal labels apart.</summary>
    private static bool Skips(ReadOnlySpan<int> target, int place) =>
        (place & 1) == 1 && place > 1 && target[place / 2] != target[(place / 2) - 1];

    /// <summary>The log-probabilities of the classes of all places, in all steps.</summary>
    private void Emit(ReadOnlySpan<float> logits, ReadOnlySpan<int> target, int steps, int places)
    {
        for (int step = 0; step < steps; step++)
        {
            ReadOnlySpan<float> row = logits.Slice(step * _classes, _classes);
            _shift[step] = CtcArguments.LogSumExp(row);
            for (int place = 0; place < places; place++)
            {
                _emission[(step * places) + place] = row[Class(target, place)] - _shift[step];
            }
        }
    }

    /// <summary>α (section 4.1 of the paper) in logarithms, and that of the probability of the labels.</summary>
    private double Forward(ReadOnlySpan<int> target, int steps, int places)
    {
        for (int step = 0; step < steps; step++)
        {
            Span<double> alpha = _alpha.AsSpan(step * places, places);
            ReadOnlySpan<double> before = step == 0 ? default : _alpha.AsSpan((step - 1) * places, places);
            for (int place = 0; place < places; place++)
            {
                double sum = step == 0 ? (place < 2 ? 0 : double.NegativeInfinity) : DoubleMath.LogSum(
                    before[place],
                    place > 0 ? before[place - 1] : double.NegativeInfinity,
                    Skips(target, place) ? before[place - 2] : double.NegativeInfinity);
                alpha[place] = sum + _emission[(step * places) + place];
            }
        }

        int last = (steps * places) - 1;
        return DoubleMath.LogSum(_alpha[last], places > 1 ? _alpha[last - 1] : double.NegativeInfinity);
    }

    /// <summary>The gradient p − Σ αβ / p(labels) (equation 16), from the last step to the first.</summary>
    private void Backward(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> target, Span<float> gradient, int steps, int places, double likelihood)
    {
        for (int step = steps - 1; step >= 0; step--)
        {
            for (int place = 0; place < places; place++)
            {
                _beta[place] = step == steps - 1
                    ? (place >= places - 2 ? 0 : double.NegativeInfinity)
                    : DoubleMath.LogSum(
                        After(step, place, 0),
                        place + 1 < places ? After(step, place, 1) : double.NegativeInfinity,
                        place + 2 < places && Skips(target, place + 2) ? After(step, place, 2) : double.NegativeInfinity);
            }

            // The gradient may be written over the logits: those of this step are read for the last time.
            Span<float> row = gradient.Slice(step * _classes, _classes);
            for (int c = 0; c < row.Length; c++)
            {
                row[c] = (float)DoubleMath.Exp(logits[(step * _classes) + c] - _shift[step]);
            }

            for (int place = 0; place < places; place++)
            {
                row[Class(target, place)] -= (float)DoubleMath.Exp(_alpha[(step * places) + place] + _beta[place] - likelihood);
            }

            (_beta, _nextBeta) = (_nextBeta, _beta);
        }

        double After(int step, int place, int on) => _nextBeta[place + on] + _emission[((step + 1) * places) + place + on];
    }
}

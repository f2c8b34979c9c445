using System.Runtime.InteropServices;
using CellGen.Generated;
using CellGen.Simd;

namespace CellGen;

/// <summary>
/// The most probable labels over all their alignments: prefix beam search (Hannun et al. 2014, "First-pass large vocabulary
/// continuous speech recognition using bi-directional recurrent DNNs", algorithm 1, without a language model).
/// </summary>
/// <remarks>
/// Where the width holds all prefixes that have a probability the result is exact. Computed in double precision, with CellGen's
/// own functions; of equally probable prefixes the one found first is kept: the same labels on every machine. Not for two threads
/// at a time.
/// </remarks>
public sealed class CtcBeam
{
    private readonly int _maxSteps;
    private readonly int _classes;
    private readonly int _width;
    private readonly int _blank;
    private readonly PrefixTree _tree;
    private readonly int[] _joined;
    private readonly CtcPrefix[] _kept;
    private CtcPrefix[] _beam;
    private CtcPrefix[] _next;
    private int _count;
    private int _nextCount;

    /// <summary>Allocates all memory; nothing is allocated after it.</summary>
    /// <param name="maxSteps">The most steps of a sequence, at least 1.</param>
    /// <param name="classes">The number of classes, the blank among them, at least 2.</param>
    /// <param name="width">The number of prefixes that are kept from step to step, at least 1.</param>
    /// <param name="blank">The class that is no label.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CtcBeam(int maxSteps, int classes, int width, int blank = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(blank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(blank, classes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)width * Math.Max(classes, maxSteps), Array.MaxLength - 1, nameof(width));
        (_maxSteps, _classes, _width, _blank) = (maxSteps, classes, width, blank);
        _tree = new PrefixTree(1 + (maxSteps * width));
        _joined = new int[width * classes];
        _kept = new CtcPrefix[width];
        _beam = new CtcPrefix[width];
        _next = new CtcPrefix[width];
    }

    /// <summary>Finds the labels of a sequence.</summary>
    /// <param name="logits">The scores, [T x classes], step after step; a log-softmax of them is taken (log-probabilities stay what they are).</param>
    /// <param name="labels">Takes the labels; T are always enough.</param>
    /// <param name="logProbability">The logarithm of the probability of the labels, of the alignments that were kept.</param>
    /// <returns>The number of labels.</returns>
    /// <exception cref="ArgumentException">
    /// The logits are no whole number of steps, or more than memory was made for, or there is no room for the labels, or they overlap.
    /// </exception>
    public int Decode(ReadOnlySpan<float> logits, Span<int> labels, out float logProbability)
    {
        int steps = CtcArguments.Steps(logits, _classes, _maxSteps);
        Arguments.Distinct(logits, MemoryMarshal.Cast<int, float>(labels), nameof(logits), nameof(labels));
        _tree.Clear();
        _joined.AsSpan().Clear();
        _beam[0] = new CtcPrefix { Node = PrefixTree.Root, Blank = 0, Label = double.NegativeInfinity };
        _count = 1;
        for (int step = 0; step < steps; step++)
        {
            ReadOnlySpan<float> row = logits.Slice(step * _classes, _classes);
            Advance(row, CtcArguments.LogSumExp(row), step + 1);
        }

        CtcPrefix best = _beam[0];
        logProbability = (float)best.Total;
        int length = _tree.Depth(best.Node);
        if (length > labels.Length)
        {
            throw new ArgumentException($"labels has room for {labels.Length}; expected {steps}, one for each step.", nameof(labels));
        }

        _tree.CopyLabels(best.Node, labels[..length]);
        return length;
    }

    /// <summary>One step: each prefix stays, or grows by a label.</summary>
    /// <param name="row">The scores of the step.</param>
    /// <param name="shift">What makes them log-probabilities.</param>
    /// <param name="stamp">The number of the step, from 1.</param>
    private void Advance(ReadOnlySpan<float> row, double shift, int stamp)
    {
        for (int i = 0; i < _count; i++)
        {
            CtcPrefix prefix = _beam[i];
            int label = _tree.Label(prefix.Node);
            _kept[i] = new CtcPrefix
            {
                Node = prefix.Node,
                Blank = prefix.Total + (row[_blank] - shift),
                Label = label < 0 ? double.NegativeInfinity : prefix.Label + (row[label] - shift),
            };
        }

        // A prefix that another one grows into takes its probability.
        for (int i = 0; i < _count; i++)
        {
            int label = _tree.Label(_beam[i].Node);
            int parent = label < 0 ? -1 : Find(_tree.Parent(_beam[i].Node));
            if (parent >= 0)
            {
                _joined[(parent * _classes) + label] = stamp;
                _kept[i].Label = DoubleMath.LogSum(_kept[i].Label, Grown(parent, label, row, shift));
            }
        }

        _nextCount = 0;
        for (int i = 0; i < _count; i++)
        {
            Offer(_kept[i]);
        }

        for (int i = 0; i < _count; i++)
        {
            for (int c = 0; c < _classes; c++)
            {
                if (c != _blank && _joined[(i * _classes) + c] != stamp)
                {
                    Offer(new CtcPrefix { Node = ~i, Grows = c, Blank = double.NegativeInfinity, Label = Grown(i, c, row, shift) });
                }
            }
        }

        for (int i = 0; i < _nextCount; i++)
        {
            int node = _next[i].Node;
            _next[i].Node = node >= 0 ? node : _tree.Child(_beam[~node].Node, _next[i].Grows);
        }

        (_beam, _next, _count) = (_next, _beam, _nextCount);
    }

    /// <summary>The probability of a prefix that grows: the same label again only behind a blank.</summary>
    private double Grown(int index, int label, ReadOnlySpan<float> row, double shift) =>
        (label == _tree.Label(_beam[index].Node) ? _beam[index].Blank : _beam[index].Total) + (row[label] - shift);

    private int Find(int node)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_beam[i].Node == node)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Keeps a prefix if it is among the best, which are in order.</summary>
    private void Offer(CtcPrefix prefix)
    {
        double total = prefix.Total;
        if (_nextCount == _width && !(total > _next[_width - 1].Total))
        {
            return;
        }

        int place = _nextCount < _width ? _nextCount++ : _width - 1;
        for (; place > 0 && total > _next[place - 1].Total; place--)
        {
            _next[place] = _next[place - 1];
        }

        _next[place] = prefix;
    }
}

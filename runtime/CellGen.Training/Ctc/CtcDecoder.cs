using System.Runtime.InteropServices;
using CellGen.Generated;

namespace CellGen;

/// <summary>The labels of the best alignment: best path decoding (Graves et al. 2006, section 3.2).</summary>
public static class CtcDecoder
{
    /// <summary>The most probable class of each step, repeats taken together, blanks left out.</summary>
    /// <param name="logits">The scores, [T x <paramref name="classes"/>], step after step; of equal ones the first counts. NaN is never the largest.</param>
    /// <param name="classes">The number of classes, the blank among them.</param>
    /// <param name="labels">Takes the labels; T are always enough.</param>
    /// <param name="blank">The class that is no label.</param>
    /// <returns>The number of labels.</returns>
    /// <remarks>Allocates nothing.</remarks>
    /// <exception cref="ArgumentException">The logits are no whole number of steps, or there is no room for a label, or labels overlap them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes, or the blank is none of them.</exception>
    public static int Greedy(ReadOnlySpan<float> logits, int classes, Span<int> labels, int blank = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(blank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(blank, classes);
        int steps = CtcArguments.Steps(logits, classes, int.MaxValue);
        Arguments.Distinct(logits, MemoryMarshal.Cast<int, float>(labels), nameof(logits), nameof(labels));
        int count = 0;
        int before = blank;
        for (int step = 0; step < steps; step++)
        {
            ReadOnlySpan<float> row = logits.Slice(step * classes, classes);
            int best = 0;
            for (int c = 1; c < row.Length; c++)
            {
                best = row[c] > row[best] || float.IsNaN(row[best]) ? c : best;
            }

            if (best != before && best != blank)
            {
                if (count == labels.Length)
                {
                    throw new ArgumentException($"labels has room for {labels.Length}; expected {steps}, one for each step.", nameof(labels));
                }

                labels[count++] = best;
            }

            before = best;
        }

        return count;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CellGen.Simd;
using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>
/// The logarithm of the softmax of rows, as torch.nn.LogSoftmax, and its gradient. Sums are in double precision, in the
/// order of the columns; exponential and logarithm are CellGen's own: the same bits on every machine.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LogSoftmax
{
    /// <summary>Replaces each row by x − max x − log Σ exp(x − max x).</summary>
    /// <param name="rows">The first row; row r begins <paramref name="step"/> floats after row r − 1.</param>
    /// <param name="step">The number of floats from a row to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="size">The number of values in a row; the floats between rows are left alone.</param>
    public static void Rows(ref float rows, int step, int count, int size)
    {
        for (int r = 0; r < count; r++)
        {
            var row = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref rows, (nint)r * step), size);
            float largest = Softmax.Largest(row);
            double shift = largest + (double)Activation.Log((float)Softmax.Exponentials(row, largest, []));
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = (float)(row[i] - shift);
            }
        }
    }

    /// <summary>destination = gradient − exp(output) · Σ gradient, row by row.</summary>
    /// <param name="output">The first row of what <see cref="Rows"/> made.</param>
    /// <param name="outputStep">The number of floats from one of its rows to the next.</param>
    /// <param name="gradient">The first row of dL/doutput.</param>
    /// <param name="gradientStep">The number of floats from one of its rows to the next.</param>
    /// <param name="destination">Takes the first row of dL/dx; may be the gradient's.</param>
    /// <param name="destinationStep">The number of floats from one of its rows to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="size">The number of values in a row; the floats between rows are left alone.</param>
    public static void Gradient(
        ref float output,
        int outputStep,
        ref float gradient,
        int gradientStep,
        ref float destination,
        int destinationStep,
        int count,
        int size)
    {
        for (int r = 0; r < count; r++)
        {
            var outputs = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref output, (nint)r * outputStep), size);
            var gradients = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref gradient, (nint)r * gradientStep), size);
            var destinations = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nint)r * destinationStep), size);
            double sum = 0;
            foreach (float value in gradients)
            {
                sum += value;
            }

            int i = 0;
            for (; size - i >= Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Activation.Exp(new Vector<float>(outputs[i..])), out Vector<double> lower, out Vector<double> upper);
                Vector.Widen(new Vector<float>(gradients[i..]), out Vector<double> lowerGradient, out Vector<double> upperGradient);
                Vector.Narrow(lowerGradient - (lower * sum), upperGradient - (upper * sum)).CopyTo(destinations[i..]);
            }

            for (; i < size; i++)
            {
                destinations[i] = (float)(gradients[i] - (Activation.Exp(outputs[i]) * sum));
            }
        }
    }
}

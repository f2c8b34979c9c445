using System.Numerics;
using System.Runtime.InteropServices;

namespace CellGen;

/// <summary>Arithmetic with rows of numbers, element by element: the same bits at every vector width.</summary>
internal static class Scaling
{
    /// <summary>x ← x · factor.</summary>
    public static void Scale(Span<float> x, float factor)
    {
        Span<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        for (int i = 0; i < xs.Length; i++)
        {
            xs[i] *= factor;
        }

        for (int i = xs.Length * Vector<float>.Count; i < x.Length; i++)
        {
            x[i] *= factor;
        }
    }

    /// <summary>x ← x + y.</summary>
    public static void Add(Span<float> x, ReadOnlySpan<float> y)
    {
        Span<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        ReadOnlySpan<Vector<float>> ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        for (int i = 0; i < xs.Length; i++)
        {
            xs[i] += ys[i];
        }

        for (int i = xs.Length * Vector<float>.Count; i < x.Length; i++)
        {
            x[i] += y[i];
        }
    }
}

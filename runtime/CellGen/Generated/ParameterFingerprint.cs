using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>
/// A number that says which parameters a net had, so that a backward pass can tell whether they are still those of its
/// forward pass, however they were written. It changes with every bit of up to 4096 parameters; of more, with every bit of
/// a sample: 256 cache lines of 16, evenly spaced from the first to the last. Not the same on every machine.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterFingerprint
{
    private const int Line = 16;
    private const int MostLines = 256;

    /// <summary>Odd, so that a product with it loses nothing.</summary>
    private const uint Odd = 0x9E3779B1;

    /// <summary>The fingerprint of some parameters.</summary>
    /// <param name="parameters">The packed parameters.</param>
    /// <remarks>
    /// Eight chains of vectors, which wait for nobody but themselves: each takes every eighth half of a cache line. Every
    /// step of a chain is a bijection of what was there and of what is added.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Of(ReadOnlySpan<float> parameters)
    {
        ref uint first = ref Unsafe.As<float, uint>(ref MemoryMarshal.GetReference(parameters));
        int all = parameters.Length / Line;
        int lines = Math.Min(all, MostLines);

        // The distance from one line to the next, times 2³²; rounded up, so that the last one is the last.
        ulong step = all <= MostLines ? 1UL << 32 : (((ulong)(all - 1) << 32) + MostLines - 2) / (MostLines - 1);
        ulong place = 0;
        var (a, b, c, d) = (Vector<uint>.Zero, Vector<uint>.Zero, Vector<uint>.Zero, Vector<uint>.Zero);
        var (e, f, g, h) = (Vector<uint>.Zero, Vector<uint>.Zero, Vector<uint>.Zero, Vector<uint>.Zero);
        int done = 0;
        for (; done + 4 <= lines; done += 4, place += 4 * step)
        {
            (a, b) = (First(a, ref first, place), Second(b, ref first, place));
            (c, d) = (First(c, ref first, place + step), Second(d, ref first, place + step));
            (e, f) = (First(e, ref first, place + (2 * step)), Second(f, ref first, place + (2 * step)));
            (g, h) = (First(g, ref first, place + (3 * step)), Second(h, ref first, place + (3 * step)));
        }

        for (; done < lines; done++, place += step)
        {
            (a, b) = (First(a, ref first, place), Second(b, ref first, place));
        }

        var chains = Vector.AsVectorUInt64(Mix(Mix(Mix(Mix(Mix(Mix(Mix(a, b), c), d), e), f), g), h));
        ulong result = (ulong)parameters.Length;
        for (int i = 0; i < Vector<ulong>.Count; i++)
        {
            result = SplitMix64.Mix(result ^ chains[i]);
        }

        foreach (float rest in parameters[(all * Line)..])
        {
            result = SplitMix64.Mix(result ^ BitConverter.SingleToUInt32Bits(rest));
        }

        return result;
    }

    /// <summary>Adds the first half of a cache line to a chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> First(Vector<uint> chain, ref uint first, ulong place) => Half(chain, ref At(ref first, place));

    /// <summary>Adds the second half, unless a vector is a whole line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Second(Vector<uint> chain, ref uint first, ulong place) =>
        Vector<uint>.Count == Line ? chain : Half(chain, ref Unsafe.Add(ref At(ref first, place), Line / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref uint At(ref uint first, ulong place) => ref Unsafe.Add(ref first, (nint)(place >> 32) * Line);

    /// <summary>Half a line is one vector of 256 bits; with 128 two, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Half(Vector<uint> chain, ref uint half)
    {
        chain = Mix(chain, Vector.LoadUnsafe(ref half));
        return Vector<uint>.Count >= Line / 2 ? chain : Mix(chain, Vector.LoadUnsafe(ref half, (nuint)Vector<uint>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Mix(Vector<uint> chain, Vector<uint> added) => (((chain << 13) | (chain >>> 19)) ^ added) * Odd;
}

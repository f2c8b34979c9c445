using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Generated;

/// <summary>Transposes rows of floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Transposition
{
    /// <summary>destination[j, i] = source[i, j] for i below rows and j below columns, in blocks of 16, 8 or 4 by four.</summary>
    /// <param name="source">The first element of the source.</param>
    /// <param name="sourceStride">The number of floats from one row of the source to the next.</param>
    /// <param name="destination">The first element of the destination.</param>
    /// <param name="destinationStride">The number of floats from one row of the destination to the next.</param>
    /// <param name="rows">The number of rows of the source.</param>
    /// <param name="columns">The number of columns of the source.</param>
    /// <remarks>Compiled with optimisation at once: the first training steps would feel it otherwise.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref float source, int sourceStride, ref float destination, int destinationStride, int rows, int columns)
    {
        if (TryWide(ref source, sourceStride, ref destination, destinationStride, rows, columns))
        {
            return;
        }

        int wholeRows = rows & ~3;
        int wholeColumns = columns & ~3;
        for (int i = 0; i < wholeRows; i += 4)
        {
            for (int j = 0; j < wholeColumns; j += 4)
            {
                ref float from = ref Unsafe.Add(ref source, (i * sourceStride) + j);
                ref float to = ref Unsafe.Add(ref destination, (j * destinationStride) + i);
                TransposeFour(ref from, sourceStride, ref to, destinationStride);
            }
        }

        for (int i = 0; i < rows; i++)
        {
            for (int j = i < wholeRows ? wholeColumns : 0; j < columns; j++)
            {
                Unsafe.Add(ref destination, (j * destinationStride) + i) = Unsafe.Add(ref source, (i * sourceStride) + j);
            }
        }
    }

    /// <summary>Transposes four rows of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(ref float source, int sourceStride, ref float destination, int destinationStride)
    {
        var a = Vector128.LoadUnsafe(ref source);
        var b = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourceStride));
        var c = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * sourceStride));
        var d = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * sourceStride));
        ref float second = ref Unsafe.Add(ref destination, destinationStride);
        ref float third = ref Unsafe.Add(ref second, destinationStride);
        ref float fourth = ref Unsafe.Add(ref third, destinationStride);
        if (Sse.IsSupported)
        {
            var lowPairs = Sse.UnpackLow(a, b);
            var nextLowPairs = Sse.UnpackLow(c, d);
            var highPairs = Sse.UnpackHigh(a, b);
            var nextHighPairs = Sse.UnpackHigh(c, d);
            Sse.MoveLowToHigh(lowPairs, nextLowPairs).StoreUnsafe(ref destination);
            Sse.MoveHighToLow(nextLowPairs, lowPairs).StoreUnsafe(ref second);
            Sse.MoveLowToHigh(highPairs, nextHighPairs).StoreUnsafe(ref third);
            Sse.MoveHighToLow(nextHighPairs, highPairs).StoreUnsafe(ref fourth);
        }
        else
        {
            Vector128.Create(a[0], b[0], c[0], d[0]).StoreUnsafe(ref destination);
            Vector128.Create(a[1], b[1], c[1], d[1]).StoreUnsafe(ref second);
            Vector128.Create(a[2], b[2], c[2], d[2]).StoreUnsafe(ref third);
            Vector128.Create(a[3], b[3], c[3], d[3]).StoreUnsafe(ref fourth);
        }
    }
}

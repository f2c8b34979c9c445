using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Generated;

public static partial class Transposition
{
    // Vector q of a block holds rows (or columns) q, 4 + q, 8 + q and 12 + q, four floats of each in a part of 128 bits, so
    // that all parts are transposed at once within themselves.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SixteenByFour(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        var a = SixteenRows(ref source, sourceStride);
        var b = SixteenRows(ref Unsafe.Add(ref source, sourceStride), sourceStride);
        var c = SixteenRows(ref Unsafe.Add(ref source, 2 * sourceStride), sourceStride);
        var d = SixteenRows(ref Unsafe.Add(ref source, 3 * sourceStride), sourceStride);
        TransposeParts(ref a, ref b, ref c, ref d);
        a.StoreUnsafe(ref destination);
        b.StoreUnsafe(ref Unsafe.Add(ref destination, destinationStride));
        c.StoreUnsafe(ref Unsafe.Add(ref destination, 2 * destinationStride));
        d.StoreUnsafe(ref Unsafe.Add(ref destination, 3 * destinationStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourBySixteen(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        var a = Vector512.LoadUnsafe(ref source);
        var b = Vector512.LoadUnsafe(ref Unsafe.Add(ref source, sourceStride));
        var c = Vector512.LoadUnsafe(ref Unsafe.Add(ref source, 2 * sourceStride));
        var d = Vector512.LoadUnsafe(ref Unsafe.Add(ref source, 3 * sourceStride));
        TransposeParts(ref a, ref b, ref c, ref d);
        StoreParts(a, ref destination, destinationStride);
        StoreParts(b, ref Unsafe.Add(ref destination, destinationStride), destinationStride);
        StoreParts(c, ref Unsafe.Add(ref destination, 2 * destinationStride), destinationStride);
        StoreParts(d, ref Unsafe.Add(ref destination, 3 * destinationStride), destinationStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightByFour(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        var a = EightRows(ref source, sourceStride);
        var b = EightRows(ref Unsafe.Add(ref source, sourceStride), sourceStride);
        var c = EightRows(ref Unsafe.Add(ref source, 2 * sourceStride), sourceStride);
        var d = EightRows(ref Unsafe.Add(ref source, 3 * sourceStride), sourceStride);
        TransposeParts(ref a, ref b, ref c, ref d);
        a.StoreUnsafe(ref destination);
        b.StoreUnsafe(ref Unsafe.Add(ref destination, destinationStride));
        c.StoreUnsafe(ref Unsafe.Add(ref destination, 2 * destinationStride));
        d.StoreUnsafe(ref Unsafe.Add(ref destination, 3 * destinationStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByEight(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        var a = Vector256.LoadUnsafe(ref source);
        var b = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, sourceStride));
        var c = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * sourceStride));
        var d = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 3 * sourceStride));
        TransposeParts(ref a, ref b, ref c, ref d);
        StoreParts(a, ref destination, destinationStride);
        StoreParts(b, ref Unsafe.Add(ref destination, destinationStride), destinationStride);
        StoreParts(c, ref Unsafe.Add(ref destination, 2 * destinationStride), destinationStride);
        StoreParts(d, ref Unsafe.Add(ref destination, 3 * destinationStride), destinationStride);
    }

    /// <summary>Four floats of rows 0, 4, 8 and 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SixteenRows(ref float row, nint stride) =>
        Vector512.Create(EightRows(ref row, stride), EightRows(ref Unsafe.Add(ref row, 8 * stride), stride));

    /// <summary>Four floats of rows 0 and 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> EightRows(ref float row, nint stride) =>
        Vector256.Create(Vector128.LoadUnsafe(ref row), Vector128.LoadUnsafe(ref Unsafe.Add(ref row, 4 * stride)));

    /// <summary>Stores the parts as four floats of rows 0, 4, 8 and 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreParts(Vector512<float> parts, ref float row, nint stride)
    {
        StoreParts(parts.GetLower(), ref row, stride);
        StoreParts(parts.GetUpper(), ref Unsafe.Add(ref row, 8 * stride), stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreParts(Vector256<float> parts, ref float row, nint stride)
    {
        parts.GetLower().StoreUnsafe(ref row);
        parts.GetUpper().StoreUnsafe(ref Unsafe.Add(ref row, 4 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeParts(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d)
    {
        var lowPairs = Avx512F.UnpackLow(a, b).AsDouble();
        var nextLowPairs = Avx512F.UnpackLow(c, d).AsDouble();
        var highPairs = Avx512F.UnpackHigh(a, b).AsDouble();
        var nextHighPairs = Avx512F.UnpackHigh(c, d).AsDouble();
        a = Avx512F.UnpackLow(lowPairs, nextLowPairs).AsSingle();
        b = Avx512F.UnpackHigh(lowPairs, nextLowPairs).AsSingle();
        c = Avx512F.UnpackLow(highPairs, nextHighPairs).AsSingle();
        d = Avx512F.UnpackHigh(highPairs, nextHighPairs).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeParts(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        var lowPairs = Avx.UnpackLow(a, b).AsDouble();
        var nextLowPairs = Avx.UnpackLow(c, d).AsDouble();
        var highPairs = Avx.UnpackHigh(a, b).AsDouble();
        var nextHighPairs = Avx.UnpackHigh(c, d).AsDouble();
        a = Avx.UnpackLow(lowPairs, nextLowPairs).AsSingle();
        b = Avx.UnpackHigh(lowPairs, nextLowPairs).AsSingle();
        c = Avx.UnpackLow(highPairs, nextHighPairs).AsSingle();
        d = Avx.UnpackHigh(highPairs, nextHighPairs).AsSingle();
    }
}

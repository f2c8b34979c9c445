using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Generated;

public static partial class Transposition
{
    /// <summary>
    /// Transposes in blocks of 16 or 8 by four, where the processor and the shape have them: half as many instructions as
    /// four by four, or fewer.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryWide(ref float source, int sourceStride, ref float destination, int destinationStride, int rows, int columns)
    {
        int longer = Math.Max(rows, columns);
        int width = Avx512F.IsSupported && longer >= 16 ? 16 : 8;
        if (!Avx.IsSupported || longer < width || Math.Min(rows, columns) < 4)
        {
            return false;
        }

        int rest;
        if (rows >= width)
        {
            for (rest = rows; rest >= width; rest -= width)
            {
                Tall(ref source, sourceStride, ref destination, destinationStride, width, columns);
                source = ref Unsafe.Add(ref source, (nint)width * sourceStride);
                destination = ref Unsafe.Add(ref destination, width);
            }

            rows = rest;
        }
        else
        {
            for (rest = columns; rest >= width; rest -= width)
            {
                Flat(ref source, sourceStride, ref destination, destinationStride, rows, width);
                source = ref Unsafe.Add(ref source, width);
                destination = ref Unsafe.Add(ref destination, (nint)width * destinationStride);
            }

            columns = rest;
        }

        if (rest > 0)
        {
            Transpose(ref source, sourceStride, ref destination, destinationStride, rows, columns);
        }

        return true;
    }

    /// <summary>Transposes 16 or 8 rows; the last four columns may overlap the four before them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tall(ref float source, int sourceStride, ref float destination, int destinationStride, int rows, int columns)
    {
        for (int column = 0; column < columns; column += 4)
        {
            int first = Math.Min(column, columns - 4);
            ref float from = ref Unsafe.Add(ref source, first);
            ref float to = ref Unsafe.Add(ref destination, (nint)first * destinationStride);
            if (rows == 16)
            {
                SixteenByFour(ref from, sourceStride, ref to, destinationStride);
            }
            else
            {
                EightByFour(ref from, sourceStride, ref to, destinationStride);
            }
        }
    }

    /// <summary>Transposes 16 or 8 columns; the last four rows may overlap the four before them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Flat(ref float source, int sourceStride, ref float destination, int destinationStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row += 4)
        {
            int first = Math.Min(row, rows - 4);
            ref float from = ref Unsafe.Add(ref source, (nint)first * sourceStride);
            ref float to = ref Unsafe.Add(ref destination, first);
            if (columns == 16)
            {
                FourBySixteen(ref from, sourceStride, ref to, destinationStride);
            }
            else
            {
                FourByEight(ref from, sourceStride, ref to, destinationStride);
            }
        }
    }
}

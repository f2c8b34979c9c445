using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Generated;

/// <summary>Multiply-adds of a kernel on vectors of 256 bits: a number times a column, or a part of it, added to sums in registers.</summary>
/// <remarks>
/// Called by generated code. A call vanishes: the JIT inlines it, and the sums stay in registers. Needs FMA. Sums follow each
/// other in the order of their lanes, which lie <c>step</c> floats apart.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Columns256
{
    /// <summary>s += x · w, for a sum.</summary>
    /// <param name="x">A number, in every lane.</param>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the first sum's lanes begin in it.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector256<float> x, ref float weights, nint lane, ref Vector256<float> s0) =>
        s0 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);

    /// <inheritdoc cref="Add(Vector256{float}, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector256<float> x, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1)
    {
        s0 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);
        s1 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + step)), s1);
    }

    /// <inheritdoc cref="Add(Vector256{float}, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector256<float> x, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2)
    {
        s0 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);
        s1 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + step)), s1);
        s2 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (2 * step))), s2);
    }

    /// <inheritdoc cref="Add(Vector256{float}, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector256<float> x, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3)
    {
        s0 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);
        s1 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + step)), s1);
        s2 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (2 * step))), s2);
        s3 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (3 * step))), s3);
    }

    /// <inheritdoc cref="Add(Vector256{float}, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector256<float> x, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3, ref Vector256<float> s4)
    {
        s0 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);
        s1 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + step)), s1);
        s2 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (2 * step))), s2);
        s3 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (3 * step))), s3);
        s4 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (4 * step))), s4);
    }

    /// <inheritdoc cref="Add(Vector256{float}, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector256<float> x, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3, ref Vector256<float> s4, ref Vector256<float> s5)
    {
        s0 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);
        s1 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + step)), s1);
        s2 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (2 * step))), s2);
        s3 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (3 * step))), s3);
        s4 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (4 * step))), s4);
        s5 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (5 * step))), s5);
    }

    /// <summary>The same with a number of the operand.</summary>
    /// <param name="operand">The vector that the matrix is multiplied with.</param>
    /// <param name="column">The column, and the number's place.</param>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the first sum's lanes begin in it.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, ref Vector256<float> s0) =>
        s0 = Fma.MultiplyAdd(Vector256.Create(Unsafe.Add(ref operand, column)), Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);

    /// <inheritdoc cref="Add(ref float, nint, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1)
    {
        var x = Vector256.Create(Unsafe.Add(ref operand, column));
        s0 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);
        s1 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + step)), s1);
    }

    /// <inheritdoc cref="Add(ref float, nint, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2)
    {
        var x = Vector256.Create(Unsafe.Add(ref operand, column));
        s0 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);
        s1 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + step)), s1);
        s2 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (2 * step))), s2);
    }

    /// <inheritdoc cref="Add(ref float, nint, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3)
    {
        var x = Vector256.Create(Unsafe.Add(ref operand, column));
        s0 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);
        s1 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + step)), s1);
        s2 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (2 * step))), s2);
        s3 = Fma.MultiplyAdd(x, Vector256.LoadUnsafe(ref weights, (nuint)(lane + (3 * step))), s3);
    }

    /// <inheritdoc cref="Add(ref float, nint, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3, ref Vector256<float> s4) =>
        Add(Vector256.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref s0, ref s1, ref s2, ref s3, ref s4);

    /// <inheritdoc cref="Add(ref float, nint, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3, ref Vector256<float> s4, ref Vector256<float> s5) =>
        Add(Vector256.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);

    /// <summary>The same with a number of the operand, read from memory again.</summary>
    /// <param name="operand">The vector that the matrix is multiplied with.</param>
    /// <param name="column">The column, and the number's place.</param>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the first sum's lanes begin in it.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref VolatileSingle operand, nint column, ref float weights, nint lane, ref Vector256<float> s0) =>
        s0 = Fma.MultiplyAdd(Vector256.Create(Unsafe.Add(ref operand, column).Value), Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);

    /// <inheritdoc cref="Add(ref VolatileSingle, nint, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref VolatileSingle operand, nint column, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1) =>
        Add(Vector256.Create(Unsafe.Add(ref operand, column).Value), ref weights, lane, step, ref s0, ref s1);

    /// <inheritdoc cref="Add(ref VolatileSingle, nint, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref VolatileSingle operand, nint column, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2) =>
        Add(Vector256.Create(Unsafe.Add(ref operand, column).Value), ref weights, lane, step, ref s0, ref s1, ref s2);

    /// <inheritdoc cref="Add(ref VolatileSingle, nint, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref VolatileSingle operand, nint column, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3) =>
        Add(Vector256.Create(Unsafe.Add(ref operand, column).Value), ref weights, lane, step, ref s0, ref s1, ref s2, ref s3);

    /// <inheritdoc cref="Add(ref VolatileSingle, nint, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref VolatileSingle operand, nint column, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3, ref Vector256<float> s4) =>
        Add(Vector256.Create(Unsafe.Add(ref operand, column).Value), ref weights, lane, step, ref s0, ref s1, ref s2, ref s3, ref s4);

    /// <inheritdoc cref="Add(ref VolatileSingle, nint, ref float, nint, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref VolatileSingle operand, nint column, ref float weights, nint lane, nint step, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3, ref Vector256<float> s4, ref Vector256<float> s5) =>
        Add(Vector256.Create(Unsafe.Add(ref operand, column).Value), ref weights, lane, step, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);

    /// <summary>The same for four columns, with sums for each, which may be those of another column.</summary>
    /// <param name="operand">The vector that the matrix is multiplied with.</param>
    /// <param name="column">The first column, and its number's place.</param>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the lanes of the first column's sum begin in it.</param>
    /// <param name="width">From there to the next column's.</param>
    /// <param name="a0">The sum of the first column.</param>
    /// <param name="b0">The sum of the second column.</param>
    /// <param name="c0">The sum of the third column.</param>
    /// <param name="d0">The sum of the fourth column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFour(ref float operand, nint column, ref float weights, nint lane, nint width, ref Vector256<float> a0, ref Vector256<float> b0, ref Vector256<float> c0, ref Vector256<float> d0)
    {
        Add(Vector256.Create(Unsafe.Add(ref operand, column)), ref weights, lane, ref a0);
        Add(Vector256.Create(Unsafe.Add(ref operand, column + 1)), ref weights, lane + width, ref b0);
        Add(Vector256.Create(Unsafe.Add(ref operand, column + 2)), ref weights, lane + (2 * width), ref c0);
        Add(Vector256.Create(Unsafe.Add(ref operand, column + 3)), ref weights, lane + (3 * width), ref d0);
    }

    /// <inheritdoc cref="AddFour(ref float, nint, ref float, nint, nint, ref Vector256{float}, ref Vector256{float}, ref Vector256{float}, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFour(ref float operand, nint column, ref float weights, nint lane, nint width, nint step, ref Vector256<float> a0, ref Vector256<float> a1, ref Vector256<float> b0, ref Vector256<float> b1, ref Vector256<float> c0, ref Vector256<float> c1, ref Vector256<float> d0, ref Vector256<float> d1)
    {
        Add(Vector256.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref a0, ref a1);
        Add(Vector256.Create(Unsafe.Add(ref operand, column + 1)), ref weights, lane + width, step, ref b0, ref b1);
        Add(Vector256.Create(Unsafe.Add(ref operand, column + 2)), ref weights, lane + (2 * width), step, ref c0, ref c1);
        Add(Vector256.Create(Unsafe.Add(ref operand, column + 3)), ref weights, lane + (3 * width), step, ref d0, ref d1);
    }

    /// <inheritdoc cref="AddFour(ref float, nint, ref float, nint, nint, ref Vector256{float}, ref Vector256{float}, ref Vector256{float}, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFour(ref float operand, nint column, ref float weights, nint lane, nint width, nint step, ref Vector256<float> a0, ref Vector256<float> a1, ref Vector256<float> a2, ref Vector256<float> b0, ref Vector256<float> b1, ref Vector256<float> b2, ref Vector256<float> c0, ref Vector256<float> c1, ref Vector256<float> c2, ref Vector256<float> d0, ref Vector256<float> d1, ref Vector256<float> d2)
    {
        Add(Vector256.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref a0, ref a1, ref a2);
        Add(Vector256.Create(Unsafe.Add(ref operand, column + 1)), ref weights, lane + width, step, ref b0, ref b1, ref b2);
        Add(Vector256.Create(Unsafe.Add(ref operand, column + 2)), ref weights, lane + (2 * width), step, ref c0, ref c1, ref c2);
        Add(Vector256.Create(Unsafe.Add(ref operand, column + 3)), ref weights, lane + (3 * width), step, ref d0, ref d1, ref d2);
    }

    /// <summary>The same for four columns, with sums for each, which may be those of another column.</summary>
    /// <param name="operand">The vector that the matrix is multiplied with.</param>
    /// <param name="column">The first column, and its number's place.</param>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the lanes of the first column's sum begin in it.</param>
    /// <param name="width">From there to the next column's.</param>
    /// <param name="a0">The sum of the first column.</param>
    /// <param name="b0">The sum of the second column.</param>
    /// <param name="c0">The sum of the third column.</param>
    /// <param name="d0">The sum of the fourth column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFour(ref VolatileSingle operand, nint column, ref float weights, nint lane, nint width, ref Vector256<float> a0, ref Vector256<float> b0, ref Vector256<float> c0, ref Vector256<float> d0)
    {
        Add(ref operand, column, ref weights, lane, ref a0);
        Add(ref operand, column + 1, ref weights, lane + width, ref b0);
        Add(ref operand, column + 2, ref weights, lane + (2 * width), ref c0);
        Add(ref operand, column + 3, ref weights, lane + (3 * width), ref d0);
    }

    /// <inheritdoc cref="AddFour(ref VolatileSingle, nint, ref float, nint, nint, ref Vector256{float}, ref Vector256{float}, ref Vector256{float}, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFour(ref VolatileSingle operand, nint column, ref float weights, nint lane, nint width, nint step, ref Vector256<float> a0, ref Vector256<float> a1, ref Vector256<float> b0, ref Vector256<float> b1, ref Vector256<float> c0, ref Vector256<float> c1, ref Vector256<float> d0, ref Vector256<float> d1)
    {
        Add(ref operand, column, ref weights, lane, step, ref a0, ref a1);
        Add(ref operand, column + 1, ref weights, lane + width, step, ref b0, ref b1);
        Add(ref operand, column + 2, ref weights, lane + (2 * width), step, ref c0, ref c1);
        Add(ref operand, column + 3, ref weights, lane + (3 * width), step, ref d0, ref d1);
    }

    /// <inheritdoc cref="AddFour(ref VolatileSingle, nint, ref float, nint, nint, ref Vector256{float}, ref Vector256{float}, ref Vector256{float}, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFour(ref VolatileSingle operand, nint column, ref float weights, nint lane, nint width, nint step, ref Vector256<float> a0, ref Vector256<float> a1, ref Vector256<float> a2, ref Vector256<float> b0, ref Vector256<float> b1, ref Vector256<float> b2, ref Vector256<float> c0, ref Vector256<float> c1, ref Vector256<float> c2, ref Vector256<float> d0, ref Vector256<float> d1, ref Vector256<float> d2)
    {
        Add(ref operand, column, ref weights, lane, step, ref a0, ref a1, ref a2);
        Add(ref operand, column + 1, ref weights, lane + width, step, ref b0, ref b1, ref b2);
        Add(ref operand, column + 2, ref weights, lane + (2 * width), step, ref c0, ref c1, ref c2);
        Add(ref operand, column + 3, ref weights, lane + (3 * width), step, ref d0, ref d1, ref d2);
    }

    /// <summary>s += x · w, where each sum has a vector of its own, and all have the same weights.</summary>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the lanes begin in it.</param>
    /// <param name="x0">What the weights are multiplied with.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nint lane, Vector256<float> x0, ref Vector256<float> s0) =>
        s0 = Fma.MultiplyAdd(x0, Vector256.LoadUnsafe(ref weights, (nuint)lane), s0);

    /// <inheritdoc cref="AddRows(ref float, nint, Vector256{float}, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nint lane, Vector256<float> x0, Vector256<float> x1, ref Vector256<float> s0, ref Vector256<float> s1)
    {
        var w = Vector256.LoadUnsafe(ref weights, (nuint)lane);
        s0 = Fma.MultiplyAdd(x0, w, s0);
        s1 = Fma.MultiplyAdd(x1, w, s1);
    }

    /// <inheritdoc cref="AddRows(ref float, nint, Vector256{float}, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nint lane, Vector256<float> x0, Vector256<float> x1, Vector256<float> x2, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2)
    {
        var w = Vector256.LoadUnsafe(ref weights, (nuint)lane);
        s0 = Fma.MultiplyAdd(x0, w, s0);
        s1 = Fma.MultiplyAdd(x1, w, s1);
        s2 = Fma.MultiplyAdd(x2, w, s2);
    }

    /// <inheritdoc cref="AddRows(ref float, nint, Vector256{float}, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nint lane, Vector256<float> x0, Vector256<float> x1, Vector256<float> x2, Vector256<float> x3, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3)
    {
        var w = Vector256.LoadUnsafe(ref weights, (nuint)lane);
        s0 = Fma.MultiplyAdd(x0, w, s0);
        s1 = Fma.MultiplyAdd(x1, w, s1);
        s2 = Fma.MultiplyAdd(x2, w, s2);
        s3 = Fma.MultiplyAdd(x3, w, s3);
    }

    /// <summary>s += x · v, where each sum has a vector of its own, and all have the same number.</summary>
    /// <param name="operand">Where the number is.</param>
    /// <param name="place">Its place there.</param>
    /// <param name="v0">What the number is multiplied with.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nint place, Vector256<float> v0, ref Vector256<float> s0) =>
        s0 = Fma.MultiplyAdd(Vector256.Create(Unsafe.Add(ref operand, place)), v0, s0);

    /// <inheritdoc cref="AddScaled(ref float, nint, Vector256{float}, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nint place, Vector256<float> v0, Vector256<float> v1, ref Vector256<float> s0, ref Vector256<float> s1)
    {
        var x = Vector256.Create(Unsafe.Add(ref operand, place));
        s0 = Fma.MultiplyAdd(x, v0, s0);
        s1 = Fma.MultiplyAdd(x, v1, s1);
    }

    /// <inheritdoc cref="AddScaled(ref float, nint, Vector256{float}, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nint place, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2)
    {
        var x = Vector256.Create(Unsafe.Add(ref operand, place));
        s0 = Fma.MultiplyAdd(x, v0, s0);
        s1 = Fma.MultiplyAdd(x, v1, s1);
        s2 = Fma.MultiplyAdd(x, v2, s2);
    }

    /// <inheritdoc cref="AddScaled(ref float, nint, Vector256{float}, ref Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nint place, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3, ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3)
    {
        var x = Vector256.Create(Unsafe.Add(ref operand, place));
        s0 = Fma.MultiplyAdd(x, v0, s0);
        s1 = Fma.MultiplyAdd(x, v1, s1);
        s2 = Fma.MultiplyAdd(x, v2, s2);
        s3 = Fma.MultiplyAdd(x, v3, s3);
    }
}

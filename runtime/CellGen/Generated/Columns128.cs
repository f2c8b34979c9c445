using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#if !NET9_0_OR_GREATER
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
#endif
using CellGen.Simd;

namespace CellGen.Generated;

/// <summary>Multiply-adds of a kernel on vectors of 128 bits: a number times a column, or a part of it, added to sums in registers.</summary>
/// <remarks>
/// Called by generated code. A call vanishes: the JIT inlines it, and the sums stay in registers. Sums follow each
/// other in the order of their lanes, which lie <c>step</c> floats apart.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Columns128<TRounding>
    where TRounding : struct
{
    /// <summary>s += x · w, for a sum.</summary>
    /// <param name="x">A number, in every lane.</param>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the first sum's lanes begin in it.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector128<float> x, ref float weights, nint lane, ref Vector128<float> s0) =>
        AddTo(ref s0, x, Vector128.LoadUnsafe(ref weights, (nuint)lane));

    /// <inheritdoc cref="Add(Vector128{float}, ref float, nint, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector128<float> x, ref float weights, nint lane, nint step, ref Vector128<float> s0, ref Vector128<float> s1)
    {
        AddTo(ref s0, x, Vector128.LoadUnsafe(ref weights, (nuint)lane));
        AddTo(ref s1, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + step)));
    }

    /// <inheritdoc cref="Add(Vector128{float}, ref float, nint, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector128<float> x, ref float weights, nint lane, nint step, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2)
    {
        AddTo(ref s0, x, Vector128.LoadUnsafe(ref weights, (nuint)lane));
        AddTo(ref s1, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + step)));
        AddTo(ref s2, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + (2 * step))));
    }

    /// <inheritdoc cref="Add(Vector128{float}, ref float, nint, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector128<float> x, ref float weights, nint lane, nint step, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2, ref Vector128<float> s3)
    {
        AddTo(ref s0, x, Vector128.LoadUnsafe(ref weights, (nuint)lane));
        AddTo(ref s1, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + step)));
        AddTo(ref s2, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + (2 * step))));
        AddTo(ref s3, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + (3 * step))));
    }

    /// <inheritdoc cref="Add(Vector128{float}, ref float, nint, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector128<float> x, ref float weights, nint lane, nint step, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2, ref Vector128<float> s3, ref Vector128<float> s4)
    {
        AddTo(ref s0, x, Vector128.LoadUnsafe(ref weights, (nuint)lane));
        AddTo(ref s1, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + step)));
        AddTo(ref s2, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + (2 * step))));
        AddTo(ref s3, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + (3 * step))));
        AddTo(ref s4, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + (4 * step))));
    }

    /// <inheritdoc cref="Add(Vector128{float}, ref float, nint, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Vector128<float> x, ref float weights, nint lane, nint step, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2, ref Vector128<float> s3, ref Vector128<float> s4, ref Vector128<float> s5)
    {
        AddTo(ref s0, x, Vector128.LoadUnsafe(ref weights, (nuint)lane));
        AddTo(ref s1, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + step)));
        AddTo(ref s2, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + (2 * step))));
        AddTo(ref s3, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + (3 * step))));
        AddTo(ref s4, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + (4 * step))));
        AddTo(ref s5, x, Vector128.LoadUnsafe(ref weights, (nuint)(lane + (5 * step))));
    }

    /// <summary>The same with a number of the operand.</summary>
    /// <param name="operand">The vector that the matrix is multiplied with.</param>
    /// <param name="column">The column, and the number's place.</param>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the first sum's lanes begin in it.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, ref Vector128<float> s0) =>
        AddTo(ref s0, Vector128.Create(Unsafe.Add(ref operand, column)), Vector128.LoadUnsafe(ref weights, (nuint)lane));

    /// <inheritdoc cref="Add(ref float, nint, ref float, nint, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, nint step, ref Vector128<float> s0, ref Vector128<float> s1) =>
        Add(Vector128.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref s0, ref s1);

    /// <inheritdoc cref="Add(ref float, nint, ref float, nint, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, nint step, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2) =>
        Add(Vector128.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref s0, ref s1, ref s2);

    /// <inheritdoc cref="Add(ref float, nint, ref float, nint, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, nint step, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2, ref Vector128<float> s3) =>
        Add(Vector128.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref s0, ref s1, ref s2, ref s3);

    /// <inheritdoc cref="Add(ref float, nint, ref float, nint, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, nint step, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2, ref Vector128<float> s3, ref Vector128<float> s4) =>
        Add(Vector128.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref s0, ref s1, ref s2, ref s3, ref s4);

    /// <inheritdoc cref="Add(ref float, nint, ref float, nint, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nint column, ref float weights, nint lane, nint step, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2, ref Vector128<float> s3, ref Vector128<float> s4, ref Vector128<float> s5) =>
        Add(Vector128.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);

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
    public static void AddFour(ref float operand, nint column, ref float weights, nint lane, nint width, ref Vector128<float> a0, ref Vector128<float> b0, ref Vector128<float> c0, ref Vector128<float> d0)
    {
        Add(Vector128.Create(Unsafe.Add(ref operand, column)), ref weights, lane, ref a0);
        Add(Vector128.Create(Unsafe.Add(ref operand, column + 1)), ref weights, lane + width, ref b0);
        Add(Vector128.Create(Unsafe.Add(ref operand, column + 2)), ref weights, lane + (2 * width), ref c0);
        Add(Vector128.Create(Unsafe.Add(ref operand, column + 3)), ref weights, lane + (3 * width), ref d0);
    }

    /// <inheritdoc cref="AddFour(ref float, nint, ref float, nint, nint, ref Vector128{float}, ref Vector128{float}, ref Vector128{float}, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFour(ref float operand, nint column, ref float weights, nint lane, nint width, nint step, ref Vector128<float> a0, ref Vector128<float> a1, ref Vector128<float> b0, ref Vector128<float> b1, ref Vector128<float> c0, ref Vector128<float> c1, ref Vector128<float> d0, ref Vector128<float> d1)
    {
        Add(Vector128.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref a0, ref a1);
        Add(Vector128.Create(Unsafe.Add(ref operand, column + 1)), ref weights, lane + width, step, ref b0, ref b1);
        Add(Vector128.Create(Unsafe.Add(ref operand, column + 2)), ref weights, lane + (2 * width), step, ref c0, ref c1);
        Add(Vector128.Create(Unsafe.Add(ref operand, column + 3)), ref weights, lane + (3 * width), step, ref d0, ref d1);
    }

    /// <inheritdoc cref="AddFour(ref float, nint, ref float, nint, nint, ref Vector128{float}, ref Vector128{float}, ref Vector128{float}, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFour(ref float operand, nint column, ref float weights, nint lane, nint width, nint step, ref Vector128<float> a0, ref Vector128<float> a1, ref Vector128<float> a2, ref Vector128<float> b0, ref Vector128<float> b1, ref Vector128<float> b2, ref Vector128<float> c0, ref Vector128<float> c1, ref Vector128<float> c2, ref Vector128<float> d0, ref Vector128<float> d1, ref Vector128<float> d2)
    {
        Add(Vector128.Create(Unsafe.Add(ref operand, column)), ref weights, lane, step, ref a0, ref a1, ref a2);
        Add(Vector128.Create(Unsafe.Add(ref operand, column + 1)), ref weights, lane + width, step, ref b0, ref b1, ref b2);
        Add(Vector128.Create(Unsafe.Add(ref operand, column + 2)), ref weights, lane + (2 * width), step, ref c0, ref c1, ref c2);
        Add(Vector128.Create(Unsafe.Add(ref operand, column + 3)), ref weights, lane + (3 * width), step, ref d0, ref d1, ref d2);
    }

    /// <summary>s += x · w, where each sum has a vector of its own, and all have the same weights.</summary>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the lanes begin in it.</param>
    /// <param name="x0">What the weights are multiplied with.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nint lane, Vector128<float> x0, ref Vector128<float> s0) =>
        AddTo(ref s0, x0, Vector128.LoadUnsafe(ref weights, (nuint)lane));

    /// <inheritdoc cref="AddRows(ref float, nint, Vector128{float}, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nint lane, Vector128<float> x0, Vector128<float> x1, ref Vector128<float> s0, ref Vector128<float> s1)
    {
        var w = Vector128.LoadUnsafe(ref weights, (nuint)lane);
        AddTo(ref s0, x0, w);
        AddTo(ref s1, x1, w);
    }

    /// <inheritdoc cref="AddRows(ref float, nint, Vector128{float}, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nint lane, Vector128<float> x0, Vector128<float> x1, Vector128<float> x2, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2)
    {
        var w = Vector128.LoadUnsafe(ref weights, (nuint)lane);
        AddTo(ref s0, x0, w);
        AddTo(ref s1, x1, w);
        AddTo(ref s2, x2, w);
    }

    /// <inheritdoc cref="AddRows(ref float, nint, Vector128{float}, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nint lane, Vector128<float> x0, Vector128<float> x1, Vector128<float> x2, Vector128<float> x3, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2, ref Vector128<float> s3)
    {
        var w = Vector128.LoadUnsafe(ref weights, (nuint)lane);
        AddTo(ref s0, x0, w);
        AddTo(ref s1, x1, w);
        AddTo(ref s2, x2, w);
        AddTo(ref s3, x3, w);
    }

    /// <summary>s += x · v, where each sum has a vector of its own, and all have the same number.</summary>
    /// <param name="operand">Where the number is.</param>
    /// <param name="place">Its place there.</param>
    /// <param name="v0">What the number is multiplied with.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nint place, Vector128<float> v0, ref Vector128<float> s0) =>
        AddTo(ref s0, Vector128.Create(Unsafe.Add(ref operand, place)), v0);

    /// <inheritdoc cref="AddScaled(ref float, nint, Vector128{float}, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nint place, Vector128<float> v0, Vector128<float> v1, ref Vector128<float> s0, ref Vector128<float> s1)
    {
        var x = Vector128.Create(Unsafe.Add(ref operand, place));
        AddTo(ref s0, x, v0);
        AddTo(ref s1, x, v1);
    }

    /// <inheritdoc cref="AddScaled(ref float, nint, Vector128{float}, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nint place, Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2)
    {
        var x = Vector128.Create(Unsafe.Add(ref operand, place));
        AddTo(ref s0, x, v0);
        AddTo(ref s1, x, v1);
        AddTo(ref s2, x, v2);
    }

    /// <inheritdoc cref="AddScaled(ref float, nint, Vector128{float}, ref Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nint place, Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3, ref Vector128<float> s0, ref Vector128<float> s1, ref Vector128<float> s2, ref Vector128<float> s3)
    {
        var x = Vector128.Create(Unsafe.Add(ref operand, place));
        AddTo(ref s0, x, v0);
        AddTo(ref s1, x, v1);
        AddTo(ref s2, x, v2);
        AddTo(ref s3, x, v3);
    }

    /// <summary>left · right + addend.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> addend)
    {
        AddTo(ref addend, left, right);
        return addend;
    }

    /// <summary>sum += left · right. A reference, since each value that goes through a call is a local more, and the JIT stops inlining after so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref Vector128<float> sum, Vector128<float> left, Vector128<float> right)
    {
        if (typeof(TRounding) == typeof(TwoRoundings))
        {
            sum = (left * right) + sum;
        }
        else
        {
#if NET9_0_OR_GREATER
            sum = Vector128.FusedMultiplyAdd(left, right, sum);
#else
            sum = AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(sum, left, right) : Fma.MultiplyAdd(left, right, sum);
#endif
        }
    }
}

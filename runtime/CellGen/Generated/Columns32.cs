using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CellGen.Generated;

/// <summary>Multiply-adds of a kernel without vectors: a number times a column, or a part of it, added to sums in registers.</summary>
/// <remarks>
/// Called by generated code. A call vanishes: the JIT inlines it, and the sums stay in registers. Multiplies, then adds. Sums follow each
/// other in the order of their lanes, which lie <c>step</c> floats apart.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Columns32
{
    /// <summary>s += x · w, for a sum.</summary>
    /// <param name="x">A number.</param>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the first sum's lanes begin in it.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(float x, ref float weights, nuint lane, ref float s0) =>
        s0 = (x * Unsafe.Add(ref weights, lane)) + s0;

    /// <inheritdoc cref="Add(float, ref float, nuint, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(float x, ref float weights, nuint lane, nuint step, ref float s0, ref float s1)
    {
        s0 = (x * Unsafe.Add(ref weights, lane)) + s0;
        s1 = (x * Unsafe.Add(ref weights, lane + step)) + s1;
    }

    /// <inheritdoc cref="Add(float, ref float, nuint, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(float x, ref float weights, nuint lane, nuint step, ref float s0, ref float s1, ref float s2)
    {
        s0 = (x * Unsafe.Add(ref weights, lane)) + s0;
        s1 = (x * Unsafe.Add(ref weights, lane + step)) + s1;
        s2 = (x * Unsafe.Add(ref weights, lane + (2 * step))) + s2;
    }

    /// <inheritdoc cref="Add(float, ref float, nuint, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(float x, ref float weights, nuint lane, nuint step, ref float s0, ref float s1, ref float s2, ref float s3)
    {
        s0 = (x * Unsafe.Add(ref weights, lane)) + s0;
        s1 = (x * Unsafe.Add(ref weights, lane + step)) + s1;
        s2 = (x * Unsafe.Add(ref weights, lane + (2 * step))) + s2;
        s3 = (x * Unsafe.Add(ref weights, lane + (3 * step))) + s3;
    }

    /// <summary>The same with a number of the operand.</summary>
    /// <param name="operand">The vector that the matrix is multiplied with.</param>
    /// <param name="column">The column, and the number's place.</param>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the first sum's lanes begin in it.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nuint column, ref float weights, nuint lane, ref float s0) =>
        s0 = (Unsafe.Add(ref operand, column) * Unsafe.Add(ref weights, lane)) + s0;

    /// <inheritdoc cref="Add(ref float, nuint, ref float, nuint, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nuint column, ref float weights, nuint lane, nuint step, ref float s0, ref float s1)
    {
        float x = Unsafe.Add(ref operand, column);
        s0 = (x * Unsafe.Add(ref weights, lane)) + s0;
        s1 = (x * Unsafe.Add(ref weights, lane + step)) + s1;
    }

    /// <inheritdoc cref="Add(ref float, nuint, ref float, nuint, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nuint column, ref float weights, nuint lane, nuint step, ref float s0, ref float s1, ref float s2)
    {
        float x = Unsafe.Add(ref operand, column);
        s0 = (x * Unsafe.Add(ref weights, lane)) + s0;
        s1 = (x * Unsafe.Add(ref weights, lane + step)) + s1;
        s2 = (x * Unsafe.Add(ref weights, lane + (2 * step))) + s2;
    }

    /// <inheritdoc cref="Add(ref float, nuint, ref float, nuint, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float operand, nuint column, ref float weights, nuint lane, nuint step, ref float s0, ref float s1, ref float s2, ref float s3)
    {
        float x = Unsafe.Add(ref operand, column);
        s0 = (x * Unsafe.Add(ref weights, lane)) + s0;
        s1 = (x * Unsafe.Add(ref weights, lane + step)) + s1;
        s2 = (x * Unsafe.Add(ref weights, lane + (2 * step))) + s2;
        s3 = (x * Unsafe.Add(ref weights, lane + (3 * step))) + s3;
    }

    /// <summary>s += x · w, where each sum has a number of its own, and all have the same weights.</summary>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="lane">Where the lanes begin in it.</param>
    /// <param name="x0">What the weights are multiplied with.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nuint lane, float x0, ref float s0) =>
        s0 = (x0 * Unsafe.Add(ref weights, lane)) + s0;

    /// <inheritdoc cref="AddRows(ref float, nuint, float, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nuint lane, float x0, float x1, ref float s0, ref float s1)
    {
        float w = Unsafe.Add(ref weights, lane);
        s0 = (x0 * w) + s0;
        s1 = (x1 * w) + s1;
    }

    /// <inheritdoc cref="AddRows(ref float, nuint, float, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nuint lane, float x0, float x1, float x2, ref float s0, ref float s1, ref float s2)
    {
        float w = Unsafe.Add(ref weights, lane);
        s0 = (x0 * w) + s0;
        s1 = (x1 * w) + s1;
        s2 = (x2 * w) + s2;
    }

    /// <inheritdoc cref="AddRows(ref float, nuint, float, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref float weights, nuint lane, float x0, float x1, float x2, float x3, ref float s0, ref float s1, ref float s2, ref float s3)
    {
        float w = Unsafe.Add(ref weights, lane);
        s0 = (x0 * w) + s0;
        s1 = (x1 * w) + s1;
        s2 = (x2 * w) + s2;
        s3 = (x3 * w) + s3;
    }

    /// <summary>s += x · v, where each sum has a number of its own, and all have the same number.</summary>
    /// <param name="operand">Where the number is.</param>
    /// <param name="place">Its place there.</param>
    /// <param name="v0">What the number is multiplied with.</param>
    /// <param name="s0">The sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nuint place, float v0, ref float s0) =>
        s0 = (Unsafe.Add(ref operand, place) * v0) + s0;

    /// <inheritdoc cref="AddScaled(ref float, nuint, float, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nuint place, float v0, float v1, ref float s0, ref float s1)
    {
        float x = Unsafe.Add(ref operand, place);
        s0 = (x * v0) + s0;
        s1 = (x * v1) + s1;
    }

    /// <inheritdoc cref="AddScaled(ref float, nuint, float, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nuint place, float v0, float v1, float v2, ref float s0, ref float s1, ref float s2)
    {
        float x = Unsafe.Add(ref operand, place);
        s0 = (x * v0) + s0;
        s1 = (x * v1) + s1;
        s2 = (x * v2) + s2;
    }

    /// <inheritdoc cref="AddScaled(ref float, nuint, float, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ref float operand, nuint place, float v0, float v1, float v2, float v3, ref float s0, ref float s1, ref float s2, ref float s3)
    {
        float x = Unsafe.Add(ref operand, place);
        s0 = (x * v0) + s0;
        s1 = (x * v1) + s1;
        s2 = (x * v2) + s2;
        s3 = (x * v3) + s3;
    }
}

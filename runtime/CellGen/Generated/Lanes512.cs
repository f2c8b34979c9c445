using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CellGen.Generated;

/// <summary>How a kernel reads and writes vectors of 512 bits.</summary>
/// <remarks>
/// Called by generated code. A call vanishes, as those of <see cref="Vector512"/> do, which are generic and many, so that the compiler
/// takes longer to choose one. Vectors that lie side by side in memory are read and written together.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes512
{
    /// <summary>A float of memory in every lane.</summary>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there.</param>
    /// <param name="more">A number to be added to it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(ref float start, nint distance, nint more = 0) => Vector512.Create(Unsafe.Add(ref start, distance + more));

    /// <inheritdoc cref="Broadcast(ref float, nint, nint)"/>
    /// <remarks>Reads it from memory again.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(ref VolatileSingle start, nint distance) => Vector512.Create(Unsafe.Add(ref start, distance).Value);

    /// <summary>Reads a vector.</summary>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there.</param>
    /// <param name="more">A number to be added to it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float start, nint distance, nint more = 0) => Vector512.LoadUnsafe(ref start, (nuint)(distance + more));

    /// <summary>Reads fewer floats than a vector has, and fills up with zeros.</summary>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there.</param>
    /// <param name="count">How many are read, from 1 to 15: nothing beyond them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadFirst(ref float start, nint distance, int count)
    {
        if (count < 8)
        {
            return Vector512.Create(Lanes256.LoadFirst(ref start, distance, count), Vector256<float>.Zero);
        }

        var lower = Lanes256.Load(ref start, distance);
        return Vector512.Create(lower, count == 8 ? Vector256<float>.Zero : Lanes256.LoadFirst(ref start, distance + 8, count - 8));
    }

    /// <summary>Reads vectors.</summary>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float start, nint distance, out Vector512<float> v0, out Vector512<float> v1)
    {
        v0 = Vector512.LoadUnsafe(ref start, (nuint)distance);
        v1 = Vector512.LoadUnsafe(ref start, (nuint)(distance + 16));
    }

    /// <inheritdoc cref="Load(ref float, nint, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float start, nint distance, out Vector512<float> v0, out Vector512<float> v1, out Vector512<float> v2, out Vector512<float> v3)
    {
        Load(ref start, distance, out v0, out v1);
        Load(ref start, distance + 32, out v2, out v3);
    }

    /// <summary>Writes a vector.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there.</param>
    /// <param name="more">A number to be added to it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float start, nint distance, nint more = 0) => Vector512.StoreUnsafe(value, ref start, (nuint)(distance + more));

    /// <summary>Writes the first floats of a vector.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there.</param>
    /// <param name="count">How many are written, from 1 to 15: nothing beyond them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector512<float> value, ref float start, nint distance, int count)
    {
        if (count < 8)
        {
            Lanes256.StoreFirst(value.GetLower(), ref start, distance, count);
            return;
        }

        Lanes256.Store(value.GetLower(), ref start, distance);
        if (count > 8)
        {
            Lanes256.StoreFirst(value.GetUpper(), ref start, distance + 8, count - 8);
        }
    }

    /// <summary>Writes vectors.</summary>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The next.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> v0, Vector512<float> v1, ref float start, nint distance)
    {
        Vector512.StoreUnsafe(v0, ref start, (nuint)distance);
        Vector512.StoreUnsafe(v1, ref start, (nuint)(distance + 16));
    }

    /// <inheritdoc cref="Store(Vector512{float}, Vector512{float}, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3, ref float start, nint distance)
    {
        Store(v0, v1, ref start, distance);
        Store(v2, v3, ref start, distance + 32);
    }

    /// <summary>Adds vectors to those in memory.</summary>
    /// <param name="v0">What is added to the first vector.</param>
    /// <param name="v1">What is added to the next.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector512<float> v0, Vector512<float> v1, ref float start, nint distance)
    {
        Vector512.StoreUnsafe(Vector512.LoadUnsafe(ref start, (nuint)distance) + v0, ref start, (nuint)distance);
        Vector512.StoreUnsafe(Vector512.LoadUnsafe(ref start, (nuint)(distance + 16)) + v1, ref start, (nuint)(distance + 16));
    }

    /// <inheritdoc cref="AddTo(Vector512{float}, Vector512{float}, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3, ref float start, nint distance)
    {
        AddTo(v0, v1, ref start, distance);
        AddTo(v2, v3, ref start, distance + 32);
    }
}

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(ref float start, nuint distance, nuint more = 0) => Vector512.Create(Unsafe.Add(ref start, distance + more));

    /// <inheritdoc cref="Broadcast(ref float, nint, nint)"/>
    /// <remarks>Reads it from memory again.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(ref VolatileSingle start, nuint distance) => Vector512.Create(Unsafe.Add(ref start, distance).Value);

    /// <summary>Reads vectors.</summary>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float start, nuint distance, out Vector512<float> v0, out Vector512<float> v1)
    {
        v0 = Vector512.LoadUnsafe(ref start, distance);
        v1 = Vector512.LoadUnsafe(ref start, distance + 16);
    }

    /// <inheritdoc cref="Load(ref float, nuint, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float start, nuint distance, out Vector512<float> v0, out Vector512<float> v1, out Vector512<float> v2, out Vector512<float> v3)
    {
        v0 = Vector512.LoadUnsafe(ref start, distance);
        v1 = Vector512.LoadUnsafe(ref start, distance + 16);
        v2 = Vector512.LoadUnsafe(ref start, distance + 32);
        v3 = Vector512.LoadUnsafe(ref start, distance + 48);
    }

    /// <summary>Writes vectors.</summary>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The next.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> v0, Vector512<float> v1, ref float start, nuint distance)
    {
        Vector512.StoreUnsafe(v0, ref start, distance);
        Vector512.StoreUnsafe(v1, ref start, distance + 16);
    }

    /// <inheritdoc cref="Store(Vector512{float}, Vector512{float}, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3, ref float start, nuint distance)
    {
        Vector512.StoreUnsafe(v0, ref start, distance);
        Vector512.StoreUnsafe(v1, ref start, distance + 16);
        Vector512.StoreUnsafe(v2, ref start, distance + 32);
        Vector512.StoreUnsafe(v3, ref start, distance + 48);
    }

    /// <summary>Adds vectors to those in memory.</summary>
    /// <param name="v0">What is added to the first vector.</param>
    /// <param name="v1">What is added to the next.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector512<float> v0, Vector512<float> v1, ref float start, nuint distance)
    {
        Vector512.StoreUnsafe(Vector512.LoadUnsafe(ref start, distance) + v0, ref start, distance);
        Vector512.StoreUnsafe(Vector512.LoadUnsafe(ref start, distance + 16) + v1, ref start, distance + 16);
    }

    /// <inheritdoc cref="AddTo(Vector512{float}, Vector512{float}, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3, ref float start, nuint distance)
    {
        AddTo(v0, v1, ref start, distance);
        AddTo(v2, v3, ref start, distance + 32);
    }
}

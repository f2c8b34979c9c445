using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CellGen.Generated;

/// <summary>How a kernel reads and writes vectors of 128 bits.</summary>
/// <remarks>
/// Called by generated code. A call vanishes, as those of <see cref="Vector128"/> do, which are generic and many, so that the compiler
/// takes longer to choose one. Vectors that lie side by side in memory are read and written together.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes128
{
    /// <summary>A float of memory in every lane.</summary>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there.</param>
    /// <param name="more">A number to be added to it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(ref float start, nint distance, nint more = 0) => Vector128.Create(Unsafe.Add(ref start, distance + more));

    /// <inheritdoc cref="Broadcast(ref float, nint, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(ref float start, nuint distance, nuint more = 0) => Vector128.Create(Unsafe.Add(ref start, distance + more));

    /// <summary>Reads vectors.</summary>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float start, nuint distance, out Vector128<float> v0, out Vector128<float> v1)
    {
        v0 = Vector128.LoadUnsafe(ref start, distance);
        v1 = Vector128.LoadUnsafe(ref start, distance + 4);
    }

    /// <inheritdoc cref="Load(ref float, nuint, out Vector128{float}, out Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float start, nuint distance, out Vector128<float> v0, out Vector128<float> v1, out Vector128<float> v2, out Vector128<float> v3)
    {
        Load(ref start, distance, out v0, out v1);
        Load(ref start, distance + 8, out v2, out v3);
    }

    /// <summary>Writes vectors.</summary>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The next.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> v0, Vector128<float> v1, ref float start, nuint distance)
    {
        Vector128.StoreUnsafe(v0, ref start, distance);
        Vector128.StoreUnsafe(v1, ref start, distance + 4);
    }

    /// <inheritdoc cref="Store(Vector128{float}, Vector128{float}, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3, ref float start, nuint distance)
    {
        Store(v0, v1, ref start, distance);
        Store(v2, v3, ref start, distance + 8);
    }

    /// <summary>Adds vectors to those in memory.</summary>
    /// <param name="v0">What is added to the first vector.</param>
    /// <param name="v1">What is added to the next.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector128<float> v0, Vector128<float> v1, ref float start, nuint distance)
    {
        Vector128.StoreUnsafe(Vector128.LoadUnsafe(ref start, distance) + v0, ref start, distance);
        Vector128.StoreUnsafe(Vector128.LoadUnsafe(ref start, distance + 4) + v1, ref start, distance + 4);
    }

    /// <inheritdoc cref="AddTo(Vector128{float}, Vector128{float}, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3, ref float start, nuint distance)
    {
        AddTo(v0, v1, ref start, distance);
        AddTo(v2, v3, ref start, distance + 8);
    }
}

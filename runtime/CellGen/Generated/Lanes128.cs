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

    /// <summary>Reads a vector.</summary>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there.</param>
    /// <param name="more">A number to be added to it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(ref float start, nint distance, nint more = 0) => Vector128.LoadUnsafe(ref start, (nuint)(distance + more));

    /// <summary>Reads fewer floats than a vector has, and fills up with zeros.</summary>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there.</param>
    /// <param name="count">How many are read, from 1 to 3: nothing beyond them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadFirst(ref float start, nint distance, int count)
    {
        ref float first = ref Unsafe.Add(ref start, distance);
        if (count == 1)
        {
            return Vector128.CreateScalar(first);
        }

        var two = Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref first))).AsSingle();
        return count == 2 ? two : two.WithElement(2, Unsafe.Add(ref first, 2));
    }

    /// <summary>Reads vectors.</summary>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float start, nint distance, out Vector128<float> v0, out Vector128<float> v1)
    {
        v0 = Vector128.LoadUnsafe(ref start, (nuint)distance);
        v1 = Vector128.LoadUnsafe(ref start, (nuint)(distance + 4));
    }

    /// <inheritdoc cref="Load(ref float, nint, out Vector128{float}, out Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float start, nint distance, out Vector128<float> v0, out Vector128<float> v1, out Vector128<float> v2, out Vector128<float> v3)
    {
        Load(ref start, distance, out v0, out v1);
        Load(ref start, distance + 8, out v2, out v3);
    }

    /// <summary>Writes a vector.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there.</param>
    /// <param name="more">A number to be added to it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, ref float start, nint distance, nint more = 0) => Vector128.StoreUnsafe(value, ref start, (nuint)(distance + more));

    /// <summary>Writes the first floats of a vector.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there.</param>
    /// <param name="count">How many are written, from 1 to 3: nothing beyond them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector128<float> value, ref float start, nint distance, int count)
    {
        ref float first = ref Unsafe.Add(ref start, distance);
        if (count == 1)
        {
            first = value.ToScalar();
            return;
        }

        Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref first), value.AsDouble().ToScalar());
        if (count == 3)
        {
            Unsafe.Add(ref first, 2) = value.GetElement(2);
        }
    }

    /// <summary>Writes vectors.</summary>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The next.</param>
    /// <param name="start">Where the memory begins.</param>
    /// <param name="distance">The number of floats from there to the first vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> v0, Vector128<float> v1, ref float start, nint distance)
    {
        Vector128.StoreUnsafe(v0, ref start, (nuint)distance);
        Vector128.StoreUnsafe(v1, ref start, (nuint)(distance + 4));
    }

    /// <inheritdoc cref="Store(Vector128{float}, Vector128{float}, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3, ref float start, nint distance)
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
    public static void AddTo(Vector128<float> v0, Vector128<float> v1, ref float start, nint distance)
    {
        Vector128.StoreUnsafe(Vector128.LoadUnsafe(ref start, (nuint)distance) + v0, ref start, (nuint)distance);
        Vector128.StoreUnsafe(Vector128.LoadUnsafe(ref start, (nuint)(distance + 4)) + v1, ref start, (nuint)(distance + 4));
    }

    /// <inheritdoc cref="AddTo(Vector128{float}, Vector128{float}, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3, ref float start, nint distance)
    {
        AddTo(v0, v1, ref start, distance);
        AddTo(v2, v3, ref start, distance + 8);
    }
}

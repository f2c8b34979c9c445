using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>
/// Floats at an address that is a multiple of 64 bytes and never changes, all zero at first. Allocated once; the memory of
/// generated models.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AlignedBuffer
{
    private const int Alignment = 64;

    /// <summary>The floats before an aligned address, and as many after them: what is allocated beyond the length.</summary>
    private const int Slack = 2 * Alignment / sizeof(float);

    private readonly float[] _array;
    private readonly int _start;

    /// <summary>Allocates a buffer.</summary>
    /// <param name="length">The number of floats, from 0 to <see cref="MaxLength"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or beyond what an array can hold.</exception>
    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        _array = GC.AllocateArray<float>((int)length + Slack, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        _start = (int)((Alignment - (address % Alignment)) % Alignment / sizeof(float));
        Length = (int)length;
    }

    /// <summary>A part of a buffer, without a copy.</summary>
    /// <param name="whole">The buffer.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">The number of its floats.</param>
    /// <exception cref="ArgumentOutOfRangeException">The buffer does not hold it.</exception>
    public AlignedBuffer(AlignedBuffer whole, int start, int length)
    {
        _ = whole.Span.Slice(start, length);
        _array = whole._array;
        _start = whole._start + start;
        Length = length;
    }

    /// <summary>The most floats that a buffer can have: those of an array, in a process of 32 bits those of 2 GB.</summary>
    public static int MaxLength => (int)Math.Min(Array.MaxLength, nint.MaxValue / sizeof(float)) - Slack;

    /// <summary>The number of floats.</summary>
    public int Length { get; }

    /// <summary>All floats.</summary>
    public Span<float> Span => _array.AsSpan(_start, Length);

    /// <summary>A reference to the first float.</summary>
    public ref float Reference => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);

    /// <summary>A reference to one float, without a bounds check.</summary>
    /// <param name="index">Its index.</param>
    public ref float At(nint index) => ref Unsafe.Add(ref Reference, index);
}

using System.Runtime.InteropServices;

namespace CellGen.Compare.Peers.Native;

/// <summary>Floats outside the managed heap, on a cache line's boundary, zero at first.</summary>
internal sealed unsafe class NativeFloats : IDisposable
{
    private readonly int _length;

    /// <summary>Allocates.</summary>
    public NativeFloats(int length)
    {
        _length = length;
        Pointer = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
        new Span<float>(Pointer, length).Clear();
    }

    /// <summary>Allocates and copies.</summary>
    public NativeFloats(ReadOnlySpan<float> values)
        : this(values.Length) => values.CopyTo(new Span<float>(Pointer, values.Length));

    /// <summary>The first of them.</summary>
    public float* Pointer { get; private set; }

    /// <summary>The number of bytes.</summary>
    public nuint Bytes => (nuint)_length * sizeof(float);

    /// <summary>Sets all to zero.</summary>
    public void Clear() => new Span<float>(Pointer, _length).Clear();

    /// <summary>A copy.</summary>
    public float[] ToArray() => new ReadOnlySpan<float>(Pointer, _length).ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>Scratch memory on the stack.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StackMemory
{
    /// <summary>The number of floats by which an allocation must be longer than what is used of it.</summary>
    public const int Slack = 15;

    /// <summary>The first float whose address is a multiple of 64 bytes, so that no vector lies across two cache lines.</summary>
    /// <param name="memory">What was allocated on the stack: it does not move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Align(Span<float> memory) => ref Align(ref MemoryMarshal.GetReference(memory));

    /// <inheritdoc cref="Align(Span{float})"/>
    /// <param name="start">The beginning of what was allocated on the stack: it does not move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Align(ref float start)
    {
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref start);
        return ref Unsafe.AddByteOffset(ref start, -address & 63);
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Generated;

/// <summary>What generated code tells the processor of memory that it will read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class CacheHint
{
    /// <summary>
    /// Brings the cache line of a float near, into the second level, without waiting for it. The reference may lie beyond
    /// the end of what it refers into: nothing is read, and no address is wrong.
    /// </summary>
    /// <param name="place">A reference into memory that the garbage collector does not move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(ref float place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(Unsafe.AsPointer(ref place));
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CellGen.Generated;

/// <summary>The floats of a kernel's memory, one by one.</summary>
/// <remarks>
/// Called by generated code, in which nearly every line names a float. A call vanishes, as <see cref="Unsafe"/>'s do; but those are
/// generic and four, and the compiler takes three times as long to choose one.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Floats
{
    /// <summary>The float that lies so many floats behind another.</summary>
    /// <param name="start">The other.</param>
    /// <param name="distance">The number of floats.</param>
    /// <param name="more">A number to be added to it: the compiler takes its time for the sum of a <c>nint</c> and an <c>int</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float At(ref float start, nint distance, nint more = 0) => ref Unsafe.Add(ref start, distance + more);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <content>
/// Checks of arguments that share memory. What is only read may overlap; what is written may overlap nothing, except where
/// each number is written after its last reading, and then exactly in place.
/// </content>
public static partial class Arguments
{
    /// <summary>Checks that what is read and what is written are different memory.</summary>
    /// <param name="read">The span that is read.</param>
    /// <param name="written">The span that is written.</param>
    /// <param name="readName">The name of the first argument.</param>
    /// <param name="writtenName">The name of the second argument.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void Distinct(ReadOnlySpan<float> read, ReadOnlySpan<float> written, string readName, string writtenName)
    {
        if (Overlap(read, written))
        {
            throw new ArgumentException($"{writtenName} overlaps {readName}; expected different memory.", writtenName);
        }
    }

    /// <summary>Checks that what is written over what is read begins where that begins.</summary>
    /// <param name="read">The span that is read, number by number.</param>
    /// <param name="written">The span that is written, each number after that of the other has been read.</param>
    /// <param name="readName">The name of the first argument.</param>
    /// <param name="writtenName">The name of the second argument.</param>
    /// <exception cref="ArgumentException">They overlap, but do not begin at the same number.</exception>
    internal static void InPlaceOrDistinct(ReadOnlySpan<float> read, ReadOnlySpan<float> written, string readName, string writtenName)
    {
        if (Overlap(read, written) && !Unsafe.AreSame(ref MemoryMarshal.GetReference(read), ref MemoryMarshal.GetReference(written)))
        {
            throw new ArgumentException(
                $"{writtenName} overlaps {readName} and does not begin with it; expected the same or different memory.", writtenName);
        }
    }

    /// <summary>Whether two spans share memory, whatever their elements are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Overlap<TFirst, TSecond>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second)
    {
        nint distance = Unsafe.ByteOffset(
            ref Unsafe.As<TFirst, byte>(ref MemoryMarshal.GetReference(first)),
            ref Unsafe.As<TSecond, byte>(ref MemoryMarshal.GetReference(second)));
        return !first.IsEmpty && !second.IsEmpty
            && ((nuint)distance < (nuint)first.Length * (nuint)Unsafe.SizeOf<TFirst>()
                || (nuint)(-distance) < (nuint)second.Length * (nuint)Unsafe.SizeOf<TSecond>());
    }
}

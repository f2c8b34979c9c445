using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Simd;

/// <summary>Floats as doubles, for sums that do not lose digits with their length.</summary>
internal static class Widening
{
    /// <summary>As many floats as a vector has doubles, exactly.</summary>
    /// <param name="source">The first float.</param>
    /// <param name="place">The number of floats before those that are read.</param>
    /// <remarks>One conversion from memory; Vector.Widen of whole vectors would have to move their upper half first.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(ref float source, nuint place)
    {
        ref float first = ref Unsafe.Add(ref source, place);
        if (Vector<double>.Count == 8 && Avx512F.IsSupported)
        {
            return Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref first)).AsVector();
        }

        if (Vector<double>.Count == 4 && Avx.IsSupported)
        {
            return Avx.ConvertToVector256Double(Vector128.LoadUnsafe(ref first)).AsVector();
        }

        double pair = Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref first));
        return Vector128.WidenLower(Vector128.CreateScalar(pair).AsSingle()).AsVector();
    }
}

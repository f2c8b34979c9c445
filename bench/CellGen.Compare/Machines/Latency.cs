using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CellGen.Compare.Machines;

/// <summary>How long one operation takes whose argument is the result of the one before: nanoseconds, the best of some repeats.</summary>
internal static class Latency
{
    private const int Rounds = 100_000;

    /// <summary>What a chain begins with.</summary>
    public const float Argument = 0.3f;

    /// <summary>Of an operation in registers.</summary>
    public static double Of<TOperation, TWidth, TVector>(int repeats)
        where TOperation : IOperation<TVector>
        where TWidth : IWidth<TVector> => Clock.Best(repeats, Rounds, () => Chain<TOperation, TVector>(TWidth.Create(Argument)));

    /// <summary>
    /// Of storing a vector and reading one of its elements into all lanes of another: with 256 bits, since a processor may
    /// take longer to hand on 512.
    /// </summary>
    public static unsafe double ThroughMemory(int repeats)
    {
        float* memory = (float*)NativeMemory.AlignedAlloc(64, 64);
        double nanoseconds = Clock.Best(repeats, Rounds, () => StoreAndLoad(memory));
        NativeMemory.AlignedFree(memory);
        return nanoseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector Chain<TOperation, TVector>(TVector x)
        where TOperation : IOperation<TVector>
    {
        for (int round = 0; round < Rounds; round++)
        {
            x = TOperation.Apply(x);
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void StoreAndLoad(float* memory)
    {
        Vector256<float> x = Vector256<float>.One;
        for (int round = 0; round < Rounds; round++)
        {
            x.Store(memory);
            x = Vector256.Create(memory[1]);
        }
    }
}

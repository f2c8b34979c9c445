using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CellGen.Compare.Machines;

/// <summary>Fused multiply-adds in ten independent chains: more than latency times throughput on any current core.</summary>
internal static class MultiplyAddSpeed
{
    private const int Rounds = 200_000;
    private const int Chains = 10;

    /// <summary>GFLOP/s with 512 bits.</summary>
    public static double Wide(int repeats) => Best(repeats, Vector512<float>.Count, () => Wide512(1.0000001f));

    /// <summary>GFLOP/s with 256 bits.</summary>
    public static double Narrow(int repeats) => Best(repeats, Vector256<float>.Count, () => Narrow256(1.0000001f));

    private static double Best(int repeats, int lanes, Func<float> run)
    {
        double best = 0;
        for (int i = 0; i < repeats; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            run();
            best = Math.Max(best, 2.0 * Rounds * Chains * lanes / Stopwatch.GetElapsedTime(begin).TotalNanoseconds);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide512(float value)
    {
        Vector512<float> m = Vector512.Create(value), a = m, b = m, c = m, d = m, e = m, f = m, g = m, h = m, i = m, j = m;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, m, m);
            b = Vector512.FusedMultiplyAdd(b, m, m);
            c = Vector512.FusedMultiplyAdd(c, m, m);
            d = Vector512.FusedMultiplyAdd(d, m, m);
            e = Vector512.FusedMultiplyAdd(e, m, m);
            f = Vector512.FusedMultiplyAdd(f, m, m);
            g = Vector512.FusedMultiplyAdd(g, m, m);
            h = Vector512.FusedMultiplyAdd(h, m, m);
            i = Vector512.FusedMultiplyAdd(i, m, m);
            j = Vector512.FusedMultiplyAdd(j, m, m);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Narrow256(float value)
    {
        Vector256<float> m = Vector256.Create(value), a = m, b = m, c = m, d = m, e = m, f = m, g = m, h = m, i = m, j = m;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, m, m);
            b = Vector256.FusedMultiplyAdd(b, m, m);
            c = Vector256.FusedMultiplyAdd(c, m, m);
            d = Vector256.FusedMultiplyAdd(d, m, m);
            e = Vector256.FusedMultiplyAdd(e, m, m);
            f = Vector256.FusedMultiplyAdd(f, m, m);
            g = Vector256.FusedMultiplyAdd(g, m, m);
            h = Vector256.FusedMultiplyAdd(h, m, m);
            i = Vector256.FusedMultiplyAdd(i, m, m);
            j = Vector256.FusedMultiplyAdd(j, m, m);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}

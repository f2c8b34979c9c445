using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CellGen.Compare.Machines;

/// <summary>How fast a core reads from one place.</summary>
/// <param name="Place">L1, L2, L3 or DRAM.</param>
/// <param name="Bytes">What it holds; 0 for memory.</param>
/// <param name="GigabytesPerSecond">Reading in order.</param>
public sealed record ReadSpeed(string Place, long Bytes, double GigabytesPerSecond)
{
    private const long Volume = 64 << 20;

    // Which parts of a cache some memory can use depends on its physical addresses: so each repeat reads other memory.
    private const long Spread = 4 << 20;

    /// <summary>Measures every cache with half of its size (a quarter of a shared L3), and memory.</summary>
    internal static IReadOnlyList<ReadSpeed> All(int repeats)
    {
        var caches = Cache.OfCore();
        long memory = Math.Max(256 << 20, caches.Select(cache => cache.Bytes).DefaultIfEmpty(0).Max() * 4);
        return
        [
            .. caches.Select(cache => new ReadSpeed($"L{cache.Level}", cache.Bytes, Measure(cache.Bytes / (cache.Level == 3 ? 4 : 2), repeats))),
            new ReadSpeed("DRAM", 0, Measure(memory, repeats)),
        ];
    }

    private static unsafe double Measure(long bytes, int repeats)
    {
        bytes = bytes / 1024 * 1024;
        long places = Math.Max(1, Spread / bytes);
        float* memory = (float*)NativeMemory.AlignedAlloc((nuint)(bytes * places), 64);
        NativeMemory.Fill(memory, (nuint)(bytes * places), 1);
        int passes = (int)Math.Max(1, Volume / bytes);
        double best = 0;
        for (int i = 0; i < repeats; i++)
        {
            float* place = memory + (i * places / repeats * (bytes / sizeof(float)));
            long begin = Stopwatch.GetTimestamp();
            float sum = Vector512.IsHardwareAccelerated ? Sum512(place, bytes / 4, passes) : Sum256(place, bytes / 4, passes);
            double time = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
            best = float.IsNaN(sum) ? best : Math.Max(best, (double)bytes * passes / time);
        }

        NativeMemory.AlignedFree(memory);
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe float Sum512(float* memory, long count, int passes)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        for (int pass = 0; pass < passes; pass++)
        {
            for (long i = 0; i < count; i += 128)
            {
                a += Vector512.Load(memory + i) + Vector512.Load(memory + i + 16);
                b += Vector512.Load(memory + i + 32) + Vector512.Load(memory + i + 48);
                c += Vector512.Load(memory + i + 64) + Vector512.Load(memory + i + 80);
                d += Vector512.Load(memory + i + 96) + Vector512.Load(memory + i + 112);
            }
        }

        return Vector512.Sum(a + b + c + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe float Sum256(float* memory, long count, int passes)
    {
        Vector256<float> a = default, b = default, c = default, d = default;
        for (int pass = 0; pass < passes; pass++)
        {
            for (long i = 0; i < count; i += 64)
            {
                a += Vector256.Load(memory + i) + Vector256.Load(memory + i + 8);
                b += Vector256.Load(memory + i + 16) + Vector256.Load(memory + i + 24);
                c += Vector256.Load(memory + i + 32) + Vector256.Load(memory + i + 40);
                d += Vector256.Load(memory + i + 48) + Vector256.Load(memory + i + 56);
            }
        }

        return Vector256.Sum(a + b + c + d);
    }
}

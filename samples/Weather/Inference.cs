using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CellGen.Samples.Weather;

/// <summary>The trained net as an application has it: from a file, fast, without allocation.</summary>
public static class Inference
{
    private const int Rounds = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(2);

    /// <summary>Whether two nets fill the gaps with the same bits.</summary>
    public static bool SameBits(NetFiller one, NetFiller other, ReadOnlySpan<WeatherDay> observed)
    {
        float[] ones = new float[observed.Length * Variable.Count];
        float[] others = new float[observed.Length * Variable.Count];
        one.Fill(observed, ones);
        other.Fill(observed, others);
        return MemoryMarshal.AsBytes(ones.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(others.AsSpan()));
    }

    /// <summary>The time of one step of the net (both layers, both directions, the head), and what it allocates.</summary>
    /// <param name="net">The net.</param>
    /// <param name="steps">The length of the sequence.</param>
    /// <returns>
    /// Nanoseconds a step, in the fastest of many short rounds, so that what else the machine does counts little; bytes
    /// allocated by all of them.
    /// </returns>
    public static (double NanosecondsPerStep, long AllocatedBytes) Measure(WeatherNet net, int steps)
    {
        float[] input = new float[steps * WeatherNet.InputSize];
        float[] output = new float[steps * WeatherNet.OutputSize];
        var workspace = new WeatherNet.Workspace(steps);
        double nanoseconds = double.PositiveInfinity;

        // .NET compiles a hot method a second time, in the background: the first rounds are not the real speed.
        Time(net, input, output, workspace, steps, WarmUp);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            nanoseconds = Math.Min(nanoseconds, Time(net, input, output, workspace, steps, RoundTime));
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return (nanoseconds, allocated);
    }

    private static double Time(
        WeatherNet net, float[] input, float[] output, WeatherNet.Workspace workspace, int steps, TimeSpan atLeast)
    {
        long start = Stopwatch.GetTimestamp();
        long calls = 0;
        TimeSpan elapsed;
        do
        {
            net.Forward(input, output, workspace);
            calls++;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < atLeast);

        return elapsed.TotalNanoseconds / (calls * steps);
    }
}

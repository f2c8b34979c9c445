using System.Diagnostics;

namespace CellGen.Samples.Pedal;

/// <summary>Runs a whole signal through a stream, buffer by buffer, and takes the time of each.</summary>
/// <param name="Output">The sound.</param>
/// <param name="RealTime">How many times faster than it is played.</param>
/// <param name="Buffers">The times of all buffers, in microseconds, the shortest first.</param>
/// <param name="Bytes">The bytes that were allocated.</param>
public sealed record Performance(float[] Output, double RealTime, double[] Buffers, long Bytes)
{
    /// <summary>The samples of a buffer.</summary>
    public const int Buffer = 64;

    /// <summary>Plays a signal, of which a part of a buffer at the end is left out.</summary>
    /// <param name="net">The net.</param>
    /// <param name="input">The signal.</param>
    /// <param name="rate">Its rate: 48,000, or twice that.</param>
    public static Performance Of(PedalNet net, float[] input, int rate)
    {
        var output = new float[input.Length / Buffer * Buffer];
        var first = new PedalStream(net, rate / 48_000, Buffer);
        first.Process(input.AsSpan(0, Buffer), output); // the first call of a method is the compiler's
        var stream = new PedalStream(net, rate / 48_000, Buffer);
        var times = new double[output.Length / Buffer];
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        for (int t = 0; t < output.Length; t += Buffer)
        {
            long before = Stopwatch.GetTimestamp();
            stream.Process(input.AsSpan(t, Buffer), output.AsSpan(t, Buffer));
            times[t / Buffer] = (Stopwatch.GetTimestamp() - before) * 1e6 / Stopwatch.Frequency;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Array.Sort(times);
        return new Performance(output, output.Length / (double)rate / seconds, times, bytes);
    }
}

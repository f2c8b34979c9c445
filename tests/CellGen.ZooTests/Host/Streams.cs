using System.Runtime.InteropServices;
using CellGen.ZooTests.Nets;
using Xunit;

namespace CellGen.ZooTests.Host;

/// <summary>Runs a net both ways: step by step, and the sequence at once.</summary>
internal static class Streams
{
    /// <summary>The output at every step, which has the same bits both ways, as has the state.</summary>
    public static float[] Run<TState, TWorkspace>(IStreamingNet<TState, TWorkspace> net, TWorkspace workspace, int inputSize, int outputSize, ReadOnlySpan<float> input, TState start = default)
        where TState : struct
    {
        int steps = input.Length / inputSize;
        float[] streamed = new float[steps * outputSize], offline = new float[steps * outputSize];
        TState end = start, state = start;
        net.Forward(input, offline, ref end, workspace);
        for (int step = 0; step < steps; step++)
        {
            net.Step(input.Slice(step * inputSize, inputSize), streamed.AsSpan(step * outputSize, outputSize), ref state);
        }

        SameBits(offline, streamed);
        Assert.Equal(end, state);
        return streamed;
    }

    /// <summary>The output after the last step, of a net whose head reads the last state.</summary>
    public static float[] RunToLast<TState, TWorkspace>(IStreamingNet<TState, TWorkspace> net, TWorkspace workspace, int inputSize, int outputSize, ReadOnlySpan<float> input)
        where TState : struct
    {
        float[] streamed = new float[outputSize], offline = new float[outputSize];
        TState end = default, state = default;
        net.Forward(input, offline, ref end, workspace);
        for (int step = 0; step < input.Length / inputSize; step++)
        {
            net.Step(input.Slice(step * inputSize, inputSize), streamed, ref state);
        }

        SameBits(offline, streamed);
        Assert.Equal(end, state);
        return streamed;
    }

    /// <summary>Asserts the same bits.</summary>
    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        Assert.True(MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)), "streamed and offline have other bits");
}

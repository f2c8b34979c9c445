using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;

namespace CellGen.Bench;

/// <summary>
/// Where a state lies in its cache line costs nothing: a local, a field or an element of an array stands wherever it stands, and a vector
/// that is stored over two lines and read back number by number is a trap of some processors.
/// </summary>
public class PlaceBenchmarks
{
    private const int Line = 64;
    private const int Steps = 256;

    private readonly AudioNet _gru = new(seed: 1);
    private readonly AudioLstmNet _lstm = new(seed: 1);
    private readonly float[] _input = new float[Steps];
    private readonly float[] _output = new float[Steps];
    private readonly byte[] _memory = GC.AllocateArray<byte>(4096, pinned: true);

    /// <summary>The distance of the state from the beginning of a line, in bytes.</summary>
    [Params(0, 4, 16, 28, 32, 36, 44, 48, 52, 60)]
    public int Place { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        for (int i = 0; i < Steps; i++)
        {
            _input[i] = MathF.Sin(0.1f * i);
        }
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Gru()
    {
        ref var state = ref Unsafe.As<byte, AudioNet.State>(ref Start());
        for (int i = 0; i < Steps; i++)
        {
            _gru.Step(_input.AsSpan(i, 1), _output.AsSpan(i, 1), ref state);
        }
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Lstm()
    {
        ref var state = ref Unsafe.As<byte, AudioLstmNet.State>(ref Start());
        for (int i = 0; i < Steps; i++)
        {
            _lstm.Step(_input.AsSpan(i, 1), _output.AsSpan(i, 1), ref state);
        }
    }

    private ref byte Start()
    {
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
        return ref _memory[(int)((-address & (Line - 1)) + Place)];
    }
}

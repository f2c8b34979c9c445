using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using CellGen.Simd;

namespace CellGen.Bench;

/// <summary>The logistic function and tanh over 1024 values at each vector width. Times are per value.</summary>
public class ActivationBenchmarks
{
    private const int Count = 1024;

    private readonly float[] _values = [.. Enumerable.Range(0, Count).Select(i => MathF.Sin(i) * 4)];
    private readonly float[] _results = new float[Count];

    [Benchmark(OperationsPerInvoke = Count)]
    public void SigmoidPlain() => Plain(Activation.Sigmoid);

    [Benchmark(OperationsPerInvoke = Count)]
    public void TanhPlain() => Plain(Activation.Tanh);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Sigmoid128()
    {
        for (int i = 0; i < Count; i += Vector128<float>.Count)
        {
            Activation.Sigmoid(Vector128.Create(_values.AsSpan(i))).CopyTo(_results, i);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Tanh128()
    {
        for (int i = 0; i < Count; i += Vector128<float>.Count)
        {
            Activation.Tanh(Vector128.Create(_values.AsSpan(i))).CopyTo(_results, i);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Sigmoid256()
    {
        for (int i = 0; i < Count && Hardware.Supports(VectorWidth.Bits256); i += Vector256<float>.Count)
        {
            Activation.Sigmoid(Vector256.Create(_values.AsSpan(i))).CopyTo(_results, i);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Tanh256()
    {
        for (int i = 0; i < Count && Hardware.Supports(VectorWidth.Bits256); i += Vector256<float>.Count)
        {
            Activation.Tanh(Vector256.Create(_values.AsSpan(i))).CopyTo(_results, i);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Sigmoid512()
    {
        for (int i = 0; i < Count && Hardware.Supports(VectorWidth.Bits512); i += Vector512<float>.Count)
        {
            Activation.Sigmoid(Vector512.Create(_values.AsSpan(i))).CopyTo(_results, i);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Tanh512()
    {
        for (int i = 0; i < Count && Hardware.Supports(VectorWidth.Bits512); i += Vector512<float>.Count)
        {
            Activation.Tanh(Vector512.Create(_values.AsSpan(i))).CopyTo(_results, i);
        }
    }

    private void Plain(Func<float, float> function)
    {
        for (int i = 0; i < Count; i++)
        {
            _results[i] = function(_values[i]);
        }
    }
}

using BenchmarkDotNet.Attributes;

namespace CellGen.Bench;

/// <summary>One step of each optimizer over the parameters of GRU(10, 20, 2 layers, bidirectional).</summary>
[MemoryDiagnoser]
public class OptimizerBenchmarks
{
    private readonly GruNet _net = new(seed: 1);
    private readonly GruNet.Gradient _gradient = new();
    private Adam _adam = null!;
    private Sgd _sgd = null!;

    [GlobalSetup]
    public void Setup()
    {
        _adam = new Adam(_net.Parameters.Length, learningRate: 1e-6f);
        _sgd = new Sgd(_net.Parameters.Length, learningRate: 1e-6f);
        _gradient.Values.Fill(1e-3f);
    }

    [Benchmark]
    public void AdamStep() => _adam.Step(_net.Parameters, _gradient.Values);

    [Benchmark]
    public void SgdStep() => _sgd.Step(_net.Parameters, _gradient.Values);

    [Benchmark]
    public void Clip() => GradientClipping.ByGlobalNorm(_gradient.Values, maxNorm: 1);
}

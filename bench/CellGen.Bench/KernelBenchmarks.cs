using BenchmarkDotNet.Attributes;
using CellGen.Simd;

namespace CellGen.Bench;

/// <summary>
/// One net of each shape of kernel, over 20 steps at each vector width: all columns written out (GRU 16), loops over columns
/// (GRU 64 → 128), loops over panels of a matrix larger than the caches (LSTM 512 → 1024). Times are per step.
/// </summary>
public class KernelBenchmarks
{
    private const int Steps = 20;

    private readonly SmallNet _small = new(seed: 1);
    private readonly SmallNet.Workspace _smallWorkspace = new(Steps);
    private readonly float[] _smallInput = Wave(Steps * SmallNet.InputSize);
    private readonly float[] _smallOutput = new float[Steps * SmallNet.OutputSize];

    private readonly MediumNet _medium = new(seed: 1);
    private readonly MediumNet.Workspace _mediumWorkspace = new(Steps);
    private readonly float[] _mediumInput = Wave(Steps * MediumNet.InputSize);
    private readonly float[] _mediumOutput = new float[Steps * MediumNet.OutputSize];

    private readonly LargeNet _large = new(seed: 1);
    private readonly LargeNet.Workspace _largeWorkspace = new(Steps);
    private readonly float[] _largeInput = Wave(Steps * LargeNet.InputSize);
    private readonly float[] _largeOutput = new float[Steps * LargeNet.OutputSize];

    /// <summary>The widths that this machine has; without vectors the large net takes too long to be of interest.</summary>
    public static IEnumerable<VectorWidth> Widths =>
        new[] { VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512 }.Where(Hardware.Supports);

    [ParamsSource(nameof(Widths))]
    public VectorWidth Width { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _small.VectorWidth = Width;
        _medium.VectorWidth = Width;
        _large.VectorWidth = Width;
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Small() => _small.Forward(_smallInput, _smallOutput, _smallWorkspace);

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Medium() => _medium.Forward(_mediumInput, _mediumOutput, _mediumWorkspace);

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Large() => _large.Forward(_largeInput, _largeOutput, _largeWorkspace);

    private static float[] Wave(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i))];
}

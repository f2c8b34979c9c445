using BenchmarkDotNet.Attributes;

namespace CellGen.Bench;

/// <summary>One step a call, as a stream of audio samples has it.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private readonly AudioNet _net = new(seed: 1);
    private readonly float[] _input = [0.5f];
    private readonly float[] _output = [0f];
    private readonly TinyNet _tiny = new(seed: 1);
    private AudioNet.State _state;
    private TinyNet.State _tinyState;

    [Benchmark]
    public void GruStep() => _net.Step(_input, _output, ref _state);

    /// <summary>A net of one unit: what a call costs beside the work.</summary>
    [Benchmark(Baseline = true)]
    public void Overhead() => _tiny.Step(_input, _output, ref _tinyState);
}

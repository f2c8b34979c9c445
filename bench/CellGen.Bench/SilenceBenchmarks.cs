using BenchmarkDotNet.Attributes;

namespace CellGen.Bench;

/// <summary>A stream of audio samples that are loud, silent, or fade out into denormal numbers: a sample takes as long.</summary>
public class SilenceBenchmarks
{
    private const int Samples = 4096;

    private readonly AudioNet _net = new(seed: 1);
    private readonly float[] _input = new float[Samples];
    private readonly float[] _output = new float[Samples];
    private readonly AudioNet.Workspace _workspace = new(Samples);
    private AudioNet.State _state;

    public enum Sound
    {
        Loud,
        Silent,
        Fading,
        Denormal,
    }

    [ParamsAllValues]
    public Sound Input { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        for (int i = 0; i < Samples; i++)
        {
            _input[i] = MathF.Sin(0.1f * i) * Input switch
            {
                Sound.Loud => 0.5f,
                Sound.Silent => 0f,
                Sound.Fading => MathF.Pow(10, -46f * i / Samples), // to the smallest float
                _ => 1e-40f,
            };
        }
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public void Step()
    {
        for (int i = 0; i < Samples; i++)
        {
            _net.Step(_input.AsSpan(i, 1), _output.AsSpan(i, 1), ref _state);
        }
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public void Forward() => _net.Forward(_input, _output, ref _state, _workspace);
}

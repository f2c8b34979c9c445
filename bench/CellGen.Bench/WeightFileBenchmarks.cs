using BenchmarkDotNet.Attributes;

namespace CellGen.Bench;

/// <summary>Weights of GRU(10, 20, 2 layers, bidirectional) and of LSTM(512, 1024), 25 MB, from a stream in memory and back to one.</summary>
[MemoryDiagnoser]
public class WeightFileBenchmarks
{
    private readonly GruNet _small = new(seed: 1);
    private readonly LargeNet _large = new(seed: 1);
    private readonly MemoryStream _smallFile = new();
    private readonly MemoryStream _largeFile = new();

    [GlobalSetup]
    public void Setup()
    {
        _small.Save(_smallFile);
        _large.Save(_largeFile);
    }

    [Benchmark]
    public void LoadSmall() => _small.LoadFrom(Rewound(_smallFile));

    [Benchmark]
    public void LoadLarge() => _large.LoadFrom(Rewound(_largeFile));

    [Benchmark]
    public void SaveSmall() => _small.Save(Rewound(_smallFile));

    [Benchmark]
    public void SaveLarge() => _large.Save(Rewound(_largeFile));

    private static MemoryStream Rewound(MemoryStream stream)
    {
        stream.Position = 0;
        return stream;
    }
}

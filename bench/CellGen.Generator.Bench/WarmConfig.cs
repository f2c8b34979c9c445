using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CellGen.Generator.Bench;

/// <summary>A few runs in one process, which a job on the command line replaces.</summary>
internal sealed class WarmConfig : ManualConfig
{
    public WarmConfig()
    {
        AddDiagnoser(MemoryDiagnoser.Default);
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).AsDefault());
    }
}

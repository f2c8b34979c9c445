using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CellGen.Generator.Bench;

/// <summary>A few runs in the process that has begun; a job on the command line replaces them.</summary>
/// <param name="strategy">Throughput for what is short; Monitoring for what is measured call by call, as soon as the setup has warmed it.</param>
/// <param name="iterations">The number of measurements.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WarmJobAttribute(RunStrategy strategy, int iterations) : Attribute, IConfigSource
{
    public IConfig Config { get; } = ManualConfig.CreateEmpty()
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithStrategy(strategy)
            .WithWarmupCount(strategy == RunStrategy.Monitoring ? 0 : 2)
            .WithIterationCount(iterations)
            .AsDefault());
}

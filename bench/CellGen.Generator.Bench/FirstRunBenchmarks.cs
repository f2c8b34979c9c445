using System.Runtime.Loader;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Bench;

/// <summary>
/// The first cell that a running compiler ever generates: the generator is loaded anew each time, so that all of it has
/// to be compiled by the JIT, as after the start of an editor or of a build server.
/// </summary>
[WarmJob(RunStrategy.Monitoring, iterations: 15)]
public class FirstRunBenchmarks
{
    private CSharpCompilation _project = null!;

    /// <summary>A project of one cell, and a compiler that has run for a while.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _project = Project.Compile(Sources.Cells(1));
        for (int i = 0; i < 50; i++)
        {
            Project.Driver().RunGenerators(_project);
        }
    }

    /// <summary>Loads the generator and runs it once.</summary>
    [Benchmark]
    public object LoadAndRun()
    {
        var generator = new AssemblyLoadContext("fresh")
            .LoadFromAssemblyPath(typeof(CellGenerator).Assembly.Location)
            .CreateInstance(typeof(CellGenerator).FullName!);
        return CSharpGeneratorDriver.Create((IIncrementalGenerator)generator!).RunGenerators(_project);
    }
}

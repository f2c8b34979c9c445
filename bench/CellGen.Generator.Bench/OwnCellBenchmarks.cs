using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Bench;

/// <summary>What ten cells of a project's own cost, beside ten of ours with the same equations: the generator has to read the former.</summary>
[WarmJob(RunStrategy.Monitoring, iterations: 9)]
public class OwnCellBenchmarks
{
    private const int Cells = 10;

    private CSharpCompilation _generated = null!;

    /// <summary>Whether the classes write the equations.</summary>
    [Params(false, true)]
    public bool Own { get; set; }

    /// <summary>The project with the generated files.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Project.Driver().RunGeneratorsAndUpdateCompilation(Project.Compile(Sources.Lstms(Cells, Own)), out var generated, out _);
        _generated = (CSharpCompilation)generated;
        for (int i = 0; i < 3; i++)
        {
            Generate();
            Emit();
        }
    }

    /// <summary>The first run of a driver on a compilation that has bound nothing.</summary>
    [Benchmark]
    public GeneratorDriver Generate() => Project.Driver().RunGenerators(Project.Compile(Sources.Lstms(Cells, Own)));

    /// <summary>The assembly, with all errors and warnings, from syntax trees.</summary>
    [Benchmark]
    public long Emit()
    {
        using var image = new MemoryStream();
        var fresh = _generated
            .RemoveAllSyntaxTrees()
            .AddSyntaxTrees(_generated.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(), tree.Options)));
        return fresh.Emit(image).Success ? image.Length : throw new InvalidOperationException("The generated text does not compile.");
    }
}

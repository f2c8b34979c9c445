using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Bench;

/// <summary>What the compiler does with the generated text, after it is parsed.</summary>
[Config(typeof(WarmConfig))]
public class CompilerBenchmarks
{
    private CSharpCompilation _generated = null!;

    /// <summary>The number of cells in the project.</summary>
    [Params(1, 100)]
    public int Cells { get; set; }

    /// <summary>The project with the generated files.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Project.Driver().RunGeneratorsAndUpdateCompilation(Project.Compile(Sources.Cells(Cells)), out var generated, out _);
        _generated = (CSharpCompilation)generated;
        Emit();
    }

    /// <summary>All errors and warnings, as an editor wants them.</summary>
    [Benchmark]
    public int Diagnose() => Fresh().GetDiagnostics().Length;

    /// <summary>The assembly, in Release, as a build wants it.</summary>
    [Benchmark]
    public long Emit()
    {
        using var image = new MemoryStream();
        if (!Fresh().Emit(image).Success)
        {
            throw new InvalidOperationException("The generated text does not compile.");
        }

        return image.Length;
    }

    /// <summary>The same compilation, with nothing bound yet.</summary>
    private CSharpCompilation Fresh() => _generated
        .RemoveAllSyntaxTrees()
        .AddSyntaxTrees(_generated.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(), tree.Options)));
}

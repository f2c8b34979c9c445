using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Bench;

/// <summary>What a compiler that has run for a while does with the generated text.</summary>
[WarmJob(RunStrategy.Monitoring, iterations: 3)]
public class CompilerBenchmarks
{
    private CSharpCompilation _generated = null!;

    /// <summary>The number of cells in the project.</summary>
    [Params(1, 100)]
    public int Cells { get; set; }

    /// <summary>The property CellGenVectorWidths: all widths where it is empty.</summary>
    [Params("", "256,Plain", "256")]
    public string Widths { get; set; } = "";

    /// <summary>The project with the generated files.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Project.Driver(Widths).RunGeneratorsAndUpdateCompilation(Project.Compile(Sources.Cells(Cells)), out var generated, out _);
        _generated = (CSharpCompilation)generated;
        for (int i = 0; i < Math.Max(2, 20 / Cells); i++)
        {
            Parse();
            Diagnose();
            Emit();
        }
    }

    /// <summary>Text to syntax.</summary>
    [Benchmark]
    public int Parse() => _generated.SyntaxTrees.Sum(tree => CSharpSyntaxTree.ParseText(tree.GetText()).GetRoot().FullSpan.Length);

    /// <summary>All errors and warnings, as an editor wants them.</summary>
    [Benchmark]
    public int Diagnose() => Fresh().GetDiagnostics().Length;

    /// <summary>The assembly, in Release, with all errors and warnings, as a build wants it.</summary>
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

    /// <summary>The same files, parsed, with nothing bound yet.</summary>
    private CSharpCompilation Fresh() => _generated
        .RemoveAllSyntaxTrees()
        .AddSyntaxTrees(_generated.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(), tree.Options)));
}

using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Bench;

/// <summary>
/// What the generator costs a compiler that has run for a while: its own time, with the parsing of what it has written,
/// in projects of one cell and of a hundred.
/// </summary>
[WarmJob(RunStrategy.Throughput, iterations: 7)]
public class GeneratorBenchmarks
{
    private CSharpCompilation _project = null!;
    private GeneratorDriver _ran = null!;
    private int _edit;

    /// <summary>The number of cells in the project.</summary>
    [Params(1, 100)]
    public int Cells { get; set; }

    /// <summary>The project, and a driver that has run on it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _project = Project.Compile([.. Sources.Cells(Cells), Sources.Unrelated(0)]);
        _ran = Project.Driver().RunGenerators(_project);
    }

    /// <summary>The first run of a driver: all cells.</summary>
    [Benchmark]
    public GeneratorDriver Cold() => Project.Driver().RunGenerators(_project);

    /// <summary>An edit of a file without a cell.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEdit() =>
        _ran.RunGenerators(Project.Edit(_project, Cells, Sources.Unrelated(++_edit)));

    /// <summary>Another number of units in the README's cell.</summary>
    [Benchmark]
    public GeneratorDriver OneCellEdited() =>
        _ran.RunGenerators(Project.Edit(_project, 0, Sources.Readme(hidden: 18 + (++_edit % 2))));
}

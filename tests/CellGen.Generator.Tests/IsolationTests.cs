using System.Text;
using CellGen.Generator.Diagnostics;
using CellGen.Generator.Parsing;
using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CellGen.Generator.Tests;

/// <summary>What is wrong with one class takes no other with it, and the generator never throws.</summary>
public class IsolationTests
{
    private const string Other = "[RecurrentCell(Kind = CellKind.IndRnn, Input = 1, Hidden = 1)] partial class Other { }";
    private const string Cell = "[RecurrentCell(Kind = CellKind.IndRnn, Input = 1, Hidden = 1)]";

    private static readonly string[] AlikeNets =
    [
        $"{Cell} partial class GRUNet {{ }} {Cell} partial class GruNet {{ }}",
        $"namespace A {{ {Cell} partial class Net {{ }} }} namespace a {{ {Cell} partial class Net {{ }} }}",
        $"partial class Outer {{ {Cell} partial class Net {{ }} }} partial struct OUTER {{ {Cell} partial class NET {{ }} }}",
        $"{Cell} partial class Straße {{ }} {Cell} partial class STRAßE {{ }}",
        $"{Cell} partial class Caf\u00e9 {{ }} {Cell} partial class Cafe\u0301 {{ }}",
        $"{Cell} partial class @class {{ }} {Cell} partial class @Class {{ }}",
        $"{Cell} partial class Gru {{ {Cell} public partial class Vector512 {{ }} }}",
        $"{Cell} partial class Rnn {{ {Cell} public partial class PLAIN {{ }} }}",
    ];

    [Fact]
    public void Names_that_differ_little_are_names_of_different_files()
    {
        foreach (string pair in AlikeNets)
        {
            var files = GeneratorHost.Generate("using CellGen; " + pair, "using CellGen; " + Other);
            Assert.Equal(12, files.Keys.Select(name => name.Normalize()).Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.Contains("Other.g.cs", files.Keys);
        }

        Assert.Empty(GeneratorHost.CompileGenerated(GeneratorHost.Newest, [.. AlikeNets.Append(Other).Select(nets => "using CellGen; " + nets)]));
    }

    [Fact]
    public void A_name_is_readable_and_short()
    {
        string name = new('N', 400);
        string wide = new('網', 90);
        var names = GeneratorHost.Generate(
            $"using CellGen; {Cell} partial class {name} {{ }} {Cell} partial class {wide} {{ }} {Cell} partial class GRUNet {{ }} {Cell} partial class GruNet {{ }} {Other}").Keys;
        Assert.All(names, hint => Assert.True(Encoding.UTF8.GetByteCount(hint) < 255, hint));
        Assert.Equal(20, names.Count);
        Assert.All(names.Where(hint => hint.StartsWith("GRU", StringComparison.OrdinalIgnoreCase)), hint => Assert.Matches("^G(RU|ru)Net-[0-9a-f]{16}(\\.[A-Z][a-z]+[0-9]*)?\\.g\\.cs$", hint));
    }

    [Fact]
    public void A_name_with_a_hash_depends_on_no_third_class()
    {
        string two = $"using CellGen; {Cell} partial class GRUNet {{ }} {Cell} partial class GruNet {{ }} ";
        Assert.Subset(GeneratorHost.Generate(two + Other + $"{Cell} partial class grunet {{ }}").Keys.ToHashSet(), GeneratorHost.Generate(two).Keys.ToHashSet());
    }

    [Theory]
    [InlineData($"namespace A.B {{ {Cell} partial class Net {{ }} }} namespace A {{ partial class B {{ {Cell} partial class Net {{ }} }} }}", "CS0101")]
    [InlineData($"{Cell} partial struct Net {{ }} class Program {{ {Cell} void M() {{ }} }}", "CS0592", "CS0592")]
    [InlineData($"{Cell} enum Net {{ }} {Cell} delegate void Run(); {Cell} partial interface INet {{ }} {Cell} partial record struct Value;", "CS0592", "CS0592", "CS0592", "CS0592")]
    [InlineData($"{Cell} partial class {{ }}", "CS1001")]
    public void The_compilers_error_in_one_class_is_the_only_one(string source, params string[] ids)
    {
        string[] sources = ["using CellGen; " + source, "using CellGen; class User { Other other = new Other(); } " + Other];
        Assert.Equal(ids, GeneratorHost.CompileGenerated(GeneratorHost.Newest, sources).Select(diagnostic => diagnostic.Id));
        Assert.Contains("Other.Vector512.g.cs", GeneratorHost.Generate(sources).Keys);
        Assert.Empty(GeneratorHost.Analyze(sources));
    }

    [Fact]
    public void An_attribute_of_an_assembly_is_no_net() =>
        Assert.Equal(4, GeneratorHost.Generate("using CellGen; [assembly: RecurrentCell(Input = 2, Hidden = 3)] " + Other).Count);

    [Fact]
    public void A_fault_in_one_class_is_an_error_that_names_it_and_the_others_have_their_code()
    {
        var generator = new CellGenerator(ModelParser.Parse, spec => spec.Type.Name == "Bad" ? throw new InvalidOperationException("no plan") : Compiler.Compile(spec));
        var result = Run(generator);
        Assert.Equal(
            "CellGen failed on 'Bad', which has no network now; the other classes have theirs. Please report it with the attributes of the class: InvalidOperationException: no plan",
            Assert.Single(result.Diagnostics).GetMessage());
        Assert.Equal(4, result.GeneratedSources.Length);
    }

    [Fact]
    public async Task A_fault_of_the_parser_is_reported_by_the_analyzer_at_the_class()
    {
        var result = Run(new CellGenerator(ParseAllBut("Bad"), Compiler.Compile));
        Assert.Empty(result.Diagnostics);
        Assert.Equal(4, result.GeneratedSources.Length);
        var diagnostic = Assert.Single(await Compile().WithAnalyzers([new CellAnalyzer(ParseAllBut("Bad"))]).GetAnalyzerDiagnosticsAsync());
        Assert.Equal("CELL020", diagnostic.Id);
        Assert.True(diagnostic.Location.IsInSource);
    }

    [Fact]
    public void Cancellation_is_no_fault()
    {
        using var source = new CancellationTokenSource();
        var driver = CSharpGeneratorDriver.Create(new CellGenerator(ModelParser.Parse, spec =>
        {
            source.Cancel();
            throw new OperationCanceledException(source.Token);
        }));
        Assert.ThrowsAny<OperationCanceledException>(() => driver.RunGenerators(Compile(), source.Token));
    }

    private static Parse ParseAllBut(string name) => (type, compilation, report) =>
        type.Name == name ? throw new InvalidOperationException("no spec") : ModelParser.Parse(type, compilation, report);

    private static CSharpCompilation Compile() => GeneratorHost.Compile($"using CellGen; {Cell} partial class Bad {{ }} {Other}");

    private static GeneratorRunResult Run(CellGenerator generator)
    {
        var result = CSharpGeneratorDriver.Create(generator).RunGenerators(Compile()).GetRunResult().Results[0];
        Assert.Null(result.Exception);
        return result;
    }
}

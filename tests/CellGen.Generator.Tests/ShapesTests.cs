using CellGen.Generator.Tests.Host;
using CellGen.TestOrder;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Tests;

/// <summary>Every shape that a class can have is a network, or one mistake at the class; a generated file never has one.</summary>
[TakesLong]
public class ShapesTests
{
    private const string Cell = "[RecurrentCell(Kind = CellKind.IndRnn, Input = 1, Hidden = 1)]";

    [Fact]
    public async Task These_are_networks()
    {
        var compilation = GeneratorHost.Compile([.. Shapes.Networks]);
        Assert.DoesNotContain(
            await GeneratorHost.Check(compilation.WithOptions(compilation.Options.WithAllowUnsafe(true))),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || Shapes.IsGenerated(diagnostic));
    }

    [Theory]
    [InlineData("is a record,", "CELL partial record Net { }")]
    [InlineData("is a record,", "CELL partial record Net(string Name);")]
    [InlineData("is a record,", "CELL sealed partial record class Net { }")]
    [InlineData("is abstract,", "CELL abstract partial class Net { }")]
    [InlineData("derives from 'Base', which has no constructor", "class Base { private Base() { } } CELL partial class Net : Base { }")]
    [InlineData("derives from 'Base', which has no constructor", "class Base { public Base(int x) { } } CELL partial class Net : Base { public Net() : base(1) { } }")]
    [InlineData("derives from 'Stream', which has no", "CELL partial class Net : Stream { } class Stream { private protected Stream(string x, int y = 1) { } }")]
    [InlineData("derives from 'First', which is a network", "CELL partial class First { } CELL partial class Net : First { }")]
    [InlineData("derives from 'First', which is a network", "CELL partial class First { } class Middle : First { } CELL partial class Net : Middle { }")]
    [InlineData("derives from 'Base', whose abstract member 'InputSize'", "abstract class Base { public abstract int InputSize { get; } } CELL partial class Net : Base { }")]
    [InlineData("derives from 'Base', whose abstract member 'Get'", "abstract class Base { public abstract void Get(string a, System.Span<float> b); } CELL partial class Net : Base { }")]
    [InlineData("derives from 'Root', whose abstract member 'Tape'", "abstract class Root { protected abstract event System.Action Tape; } abstract class Base : Root { } CELL partial class Net : Base { }")]
    [InlineData("derives from 'Base', which has a type of the same name", "class Base { public class Net { } } CELL partial class Net : Base { }")]
    [InlineData("is in a project with a type called System", "CELL partial class Net { } class System { }")]
    [InlineData("is where 'var'", "CELL partial class Net { private class @var { } }")]
    [InlineData("is where 'nint'", "namespace A { class nint { } namespace B { CELL partial class Net { } } }")]
    [InlineData("is where 'nameof'", "class Base { protected static string nameof(object x) => \"\"; } CELL partial class Net : Base { }")]
#if !OLDEST_ROSLYN
    [InlineData("has a primary constructor,", "CELL partial class Net(string name) { public string Name => name; }")]
    [InlineData("has a primary constructor,", "CELL partial class Net(); ")]
    [InlineData("is in a file-local type,", "CELL file partial class Net { }")]
    [InlineData("is in a file-local type,", "file partial class Outer { CELL public partial class Net { } }")]
    [InlineData("has the required member 'Name',", "CELL partial class Net { public required string Name { get; init; } }")]
    [InlineData("has the required member 'Name',", "class Base { public required string Name; } CELL partial class Net : Base { }")]
#endif
    public async Task These_are_one_mistake_at_the_class(string message, string source)
    {
        source = "using CellGen;\n" + source.Replace("CELL", Cell);
        var diagnostics = await GeneratorHost.Check(GeneratorHost.Compile(source));
        var diagnostic = Assert.Single(diagnostics, diagnostic => diagnostic.Id.StartsWith("CELL", StringComparison.Ordinal));
        Assert.Equal("CELL021", diagnostic.Id);
        Assert.StartsWith("'Net' " + message, diagnostic.GetMessage());
        Assert.Equal("Net", source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.DoesNotContain(diagnostics, Shapes.IsGenerated);
    }

    [Theory]
    [InlineData("State")]
    [InlineData("Forward")]
    [InlineData("Parameters")]
    [InlineData("CellGenCore")]
    public async Task A_class_cannot_have_the_name_of_one_of_its_members(string name)
    {
        var diagnostics = await GeneratorHost.Check(GeneratorHost.Compile($"using CellGen; {Cell} partial class {name} {{ }}"));
        Assert.Equal("CELL022", Assert.Single(diagnostics).Id);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    [InlineData(LanguageVersion.CSharp8, "8.0")]
    [InlineData(LanguageVersion.CSharp9, "9.0")]
    public async Task A_language_that_is_too_old_is_one_mistake(LanguageVersion version, string name)
    {
        var compilation = GeneratorHost.Compile(version, $"using CellGen; namespace Old {{ {Cell} public partial class Net {{ }} }}");
        var diagnostics = await GeneratorHost.Check(compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)));
        Assert.Equal($"CellGen writes C# 10 and this project is C# {name}; set LangVersion to 10 or later, or remove it", Assert.Single(diagnostics).GetMessage());
    }

    [Fact]
    public async Task An_alias_of_the_reference_that_hides_the_names_is_one_mistake()
    {
        var compilation = GeneratorHost.Compile("extern alias cells; using cells::CellGen;\n" + Cell + " partial class Net { }");
        var reference = compilation.References.Single(reference => reference.Display == typeof(RecurrentCellAttribute).Assembly.Location);
        compilation = compilation.ReplaceReference(reference, reference.WithAliases(["cells"]));
        var diagnostic = Assert.Single(await GeneratorHost.Check(compilation));
        Assert.Equal("'Net' is in a project that refers to CellGen under the alias cells alone; add the alias global to the reference", diagnostic.GetMessage());
    }

    [Fact]
    public async Task Strict_projects_have_no_warning()
    {
        var compilation = GeneratorHost.Compile(
            "[assembly: System.CLSCompliant(true)]",
            "using CellGen; /// <summary>A net.</summary>\n" + Cell + " public partial class Net { }",
            GeneratorHost.Gesture.Replace("public partial", "[DenseHead(Output = 2)] [Embedding(Vocabulary = 4)] public partial").Replace("[Rec", "/// <summary>A net.</summary>\n[Rec"));
        compilation = compilation.WithOptions(compilation.Options
            .WithNullableContextOptions(NullableContextOptions.Disable)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error)
            .WithWarningLevel(9999)
            .WithOverflowChecks(true));
        foreach (var tree in compilation.SyntaxTrees)
        {
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(
                tree.GetRoot(), ((CSharpParseOptions)tree.Options).WithDocumentationMode(DocumentationMode.Diagnose)));
        }

        Assert.Empty(await GeneratorHost.Check(compilation));
    }
}

using CellGen.Generator.Model;
using CellGen.Generator.Tests.Host;
using CellGen.TestOrder;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CellGen.Generator.Tests;

/// <summary>Generated text names types briefly, and a user's types may have the same names.</summary>
[TakesLong]
public class NamesTests
{
    private static readonly string[] Nets =
    [
        "[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 4, Bidirectional = true, RecurrentDropout = 0.25)] [DenseHead(Output = 3)] partial class First { }",
        "[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 4, Layers = 2, Dropout = 0.5)] [DenseHead(Output = 5, LogSoftmax = true)] partial class Second { }",
        "[RecurrentCell(Kind = CellKind.MinGru, Input = 3, Hidden = 5)] [Embedding(Vocabulary = 10, OutOfVocabulary = true)] partial class Third { }",
        "[RecurrentCell(Kind = CellKind.IndRnn, Input = 1, Hidden = 1)] [Network(Training = false)] partial class Fourth { }",
        "[Conv1d(Input = 2, Output = 2, Kernel = 2)] [RecurrentCell(Hidden = 3, InitialState = (global::CellGen.InitialState)1)] [Concatenate(\"input\", \"rnn0\")] [Activation((global::CellGen.Nonlinearity)1)] [RecurrentCell(Hidden = 2)] partial class Fifth { }",
        "[Embedding(Vocabulary = 4)] [RecurrentCell(Input = 3, Hidden = 2)] partial class From { } [Embedding(Vocabulary = 4)] [RecurrentCell(Input = 3, Hidden = 3)] [DenseHead(Output = 4)] partial class To { }",
        "[EncoderDecoder(typeof(From), typeof(To), Attention = (global::CellGen.AttentionKind)3, MaxSource = 3)] partial class Sixth { } "
            + "[Conv1d(Input = 2, Output = 2, Kernel = 2)] [Activation((global::CellGen.Nonlinearity)1)] [RecurrentCell(Hidden = 3)] partial class Layered { } [EncoderDecoder(typeof(Layered), typeof(To), MaxSource = 3)] partial class Seventh { }",
    ];

    private static readonly string Attributes = string.Concat(ImportedTypes.Attributes.Select(name => $" public class {name}Attribute : System.Attribute {{ }}"));

    [Fact]
    public void All_types_that_are_named_briefly_are_known()
    {
        string looped = "[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 40)] partial class Looped { }";
        var found = Imported([.. Nets.Take(Nets.Length - 2).Append(looped).Append(string.Join(" ", Nets.TakeLast(2))).Select(net => "using CellGen; " + net)])
            .Where(type => type.SpecialType is not (SpecialType.System_Single or SpecialType.System_IntPtr or SpecialType.System_UIntPtr))
            .Select(type => (Name: type.Name.Replace("Attribute", ""), Namespace: type.ContainingNamespace.ToDisplayString()))
            .Distinct();
        var known = ImportedTypes.Namespaces.Select(type => (Name: type.Key, Namespace: type.Value));
        Assert.Equal(known.OrderBy(type => type.Name), found.OrderBy(type => type.Name));
    }

    [Theory]
    [InlineData("namespace Game { using CellGen; TYPES NETS }")]
    [InlineData("namespace Game { TYPES } namespace Game.Nets { using CellGen; NETS }")]
    [InlineData("namespace Game { using CellGen; partial class Outer { TYPES NETS } }")]
    [InlineData("namespace Game { using CellGen; class Base { TYPES } NETS }")]
    public void A_type_of_the_users_may_have_any_of_their_names(string source)
    {
        string types = string.Join(" ", ImportedTypes.Namespaces.Keys.Select(name => $"public class {name} {{ }}")) + Attributes;
        string nets = string.Join(" ", Nets);
        nets = source.Contains("Base") ? nets.Replace(" { }", " : Base { }") : nets;
        var diagnostics = GeneratorHost.CompileNames(source.Replace("TYPES", types).Replace("NETS", nets));
        Assert.Empty(diagnostics);
    }

    /// <summary>A third of the names each: by an alias, in an imported namespace, in an imported static class.</summary>
    [Theory]
    [InlineData("NETS")]
    [InlineData("namespace Game.Nets { NETS }")]
    [InlineData("namespace Game { using System; using Span = System.Object; namespace Nets { NETS } }")]
    public void Global_using_directives_may_import_any_of_their_names(string source)
    {
        var names = ImportedTypes.Namespaces.Keys.Select((name, i) => (Name: name, Group: i % 3)).ToLookup(name => name.Group, name => name.Name);
        string directives = string.Concat(names[0].Select(name => $"global using {name} = Shop.Orders.{name}; "))
            + "global using Shop.Imported; global using static Shop.Static;";
        string types = $$"""
            namespace Shop.Orders { {{Classes(0)}} }
            namespace Shop.Imported { {{Classes(1)}} {{Attributes}} }
            namespace Shop { public static class Static { {{Classes(2)}} } }
            """;
        Assert.Empty(GeneratorHost.CompileNames(directives, types, source.Replace("NETS", string.Join(" ", Nets.Select(Qualified)))));

        string Classes(int group) => string.Join(" ", names[group].Select(name => $"public class {name} {{ }}"));
    }

    [Theory]
    [InlineData("global using Batch = Shop.Orders.Batch;")]
    [InlineData("global using Shop.Orders;")]
    public void A_global_using_directive_may_name_a_batch(string directive) => Assert.Empty(GeneratorHost.CompileNames(
        directive,
        "namespace Shop.Orders { public class Batch { } }",
        "using CellGen; namespace Shop { [RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 3, Layers = 2)] public partial class Net { } }"));

    [Fact]
    public void Only_a_global_using_directive_that_hides_something_costs_full_names()
    {
        string text = WithoutAttributes(GeneratorHost.Generate("global using Batch = System.Object; global using System.Collections.Generic;", Qualified(Nets[0]))["First.g.cs"]);
        Assert.Contains(" global::CellGen.Generated.Batch.", text);
        Assert.DoesNotContain("global::", text.Replace("global::CellGen.Generated.Batch", "").Replace("using global::", ""));
        text = WithoutAttributes(GeneratorHost.Generate("global using Batch = System.Object;", $"namespace Game {{ {Qualified(Nets[0])} }}")["Game.First.g.cs"]);
        Assert.DoesNotContain("global::", text.Replace("using global::", ""));

        // The attributes whose namespaces no other line needs.
        static string WithoutAttributes(string text) => text.Replace("[global::", "[");
    }

    [Fact]
    public void Types_of_the_users_may_be_in_the_namespaces_that_are_imported() => Assert.Empty(GeneratorHost.CompileNames(
        "namespace System { class Rows { } class Batch { } } namespace CellGen { class Vector256 { } } namespace System.Runtime.Intrinsics { class Hardware { } }",
        $"namespace Game {{ {Qualified(Nets[0])} }}"));

    /// <summary>Without need of a using directive.</summary>
    private static string Qualified(string net) =>
        net.Replace("[", "[CellGen.").Replace("CellKind.", "CellGen.CellKind.");

    [Fact]
    public void Only_what_is_hidden_is_written_in_full()
    {
        string text = GeneratorHost.Generate("namespace Game { using CellGen; class Rows { } " + Nets[0] + " }")["Game.First.g.cs"];
        Assert.Contains(" global::CellGen.Generated.Rows.", text);
        Assert.DoesNotContain("global::CellGen.Generated.Arguments", text);
        Assert.DoesNotContain("global::", GeneratorHost.Generate("using CellGen; " + Nets[0])["First.Vector512.g.cs"].Replace("using global::", ""));
    }

    [Fact]
    public void A_type_that_is_written_later_in_another_file_counts()
    {
        var compilation = GeneratorHost.Compile("namespace Game { using CellGen; " + Nets[0] + " }");
        var driver = GeneratorHost.Driver().RunGenerators(compilation);
        Assert.DoesNotContain("global::CellGen.Generated.Rows.", Text(driver));
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(GeneratorHost.Compile("namespace Game { class Rows { } }").SyntaxTrees[0]));
        Assert.Contains("global::CellGen.Generated.Rows.", Text(driver));

        static string Text(GeneratorDriver driver) => driver.GetRunResult().Results[0].GeneratedSources[0].SourceText.ToString();
    }

    /// <summary>The types of other assemblies that the generated files name without their namespaces.</summary>
    private static HashSet<INamedTypeSymbol> Imported(string[] nets)
    {
        GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(GeneratorHost.Compile(nets), out var output, out _);
        var types = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            var model = output.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(IsAlone))
            {
                var symbol = model.GetSymbolInfo(name).Symbol;
                symbol = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType : symbol;
                if (symbol is INamedTypeSymbol { ContainingType: null } type && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, output.Assembly))
                {
                    types.Add(type.OriginalDefinition);
                }
            }
        }

        return types;
    }

    private static bool IsAlone(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        QualifiedNameSyntax or AliasQualifiedNameSyntax => false,
        _ => true,
    };
}

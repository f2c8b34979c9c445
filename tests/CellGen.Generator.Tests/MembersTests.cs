using CellGen.Generator.Model;
using CellGen.Generator.Parsing;
using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Tests;

/// <summary>The list of the members that a network adds is what is emitted; what clashes with one is an error of the user's member.</summary>
public class MembersTests
{
    private const string Cell = "[RecurrentCell(Kind = CellKind.IndRnn, Input = 1, Hidden = 1)]";

    /// <summary>Of several layers.</summary>
    private static readonly string[] Networks =
    [
        "using CellGen; [Dense(Input = 3, Output = 2)] [RecurrentCell(Hidden = 4)] [DenseHead(Output = 1, Name = \"vad\")] [DenseHead(Output = 2, Name = \"class\")] partial class Heads { }",
        "using CellGen; [RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [RecurrentCell(Hidden = 4, Name = \"b\")] [Add(\"a\", \"b\")] [TokenInput] partial class Joined { }",
        "using CellGen; [RecurrentCell(Input = 3, Hidden = 4, Name = \"a\", Bidirectional = true)] [Dense(Output = 4)] [Network(Training = false, Agents = false)] partial class Lean { }",
    ];

    /// <summary>Of every kind.</summary>
    private static readonly string[] Nets =
    [
        .. new RandomNets(seed: 7).Several(GeneratorHost.Few(60)),
        "using CellGen; [RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 8, Layers = 3)] [DenseHead(Output = 1)] partial class Pairs { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Rnn, Input = 2, Hidden = 4)] [Embedding(Vocabulary = 3)] partial class Embedded { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 32, Layers = 2, ResetAfter = false, Bidirectional = true, Merge = DirectionMerge.Sum)] partial class Phases { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 16)] [TokenInput] partial class Tokens { }",
        .. Networks,
    ];

    [Fact]
    public void The_list_is_what_is_emitted()
    {
        var driver = GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(GeneratorHost.Compile(Nets), out var output, out _);
        var specs = driver.GetRunResult().Results[0].TrackedSteps[CellGenerator.SpecStep].Select(step => (ModelSpec)step.Outputs[0].Value).ToList();
        Assert.Equal(Nets.Length, specs.Count);
        foreach (var spec in specs)
        {
            var members = output.GetTypeByMetadataName(spec.Type.Name)!.GetMembers()
                .Where(member => member is { IsImplicitlyDeclared: false } and not IMethodSymbol { ExplicitInterfaceImplementations.Length: > 0 })
                .ToLookup(member => member.DeclaredAccessibility == Accessibility.Public, MemberSignature.Of);
            Assert.Equal(EmittedMembers.Public(spec).Append(".ctor()").Order(), members[true].Order());
            Assert.Equal(EmittedMembers.Private.Order(), members[false].Order());
        }
    }

    [Theory]
    [InlineData("State", "public int State;")]
    [InlineData("State", "public struct State { }")]
    [InlineData("State", "public partial struct State { }")]
    [InlineData("Forward", "public int Forward { get; set; }")]
    [InlineData("Step", "public event System.Action Step;")]
    [InlineData("Parameters", "public object Parameters() => null;")]
    [InlineData("InputSize", "public const int InputSize = 3;")]
    [InlineData("Workspace", "public enum Workspace { }")]
    [InlineData("Tape", "private delegate void Tape();")]
    [InlineData("CellGenCore", "private static class CellGenCore { }")]
    [InlineData("_cellGenCore", "private readonly float[] _cellGenCore = new float[0];")]
    [InlineData("Step", "public void Step(System.ReadOnlySpan<float> a, System.Span<float> b, ref State s) { }")]
    [InlineData("Forward", "public int Forward(System.ReadOnlySpan<float> a, System.Span<float> b, Workspace w) => 1;")]
    [InlineData("Save", "public void Save(string path, WeightNames names) { }")]
    [InlineData("get_Parameters", "public int get_Parameters() => 1;")]
    [InlineData("Net", "public Net(int seed, Initialization initialization) { }")]
    public async Task A_member_that_clashes_is_one_error_at_the_member(string place, string member)
    {
        string source = $"using CellGen; {Cell} partial class Net {{ {member} }}";
        var diagnostics = await GeneratorHost.Check(GeneratorHost.Compile(source));
        var diagnostic = Assert.Single(diagnostics, diagnostic => diagnostic.Id.StartsWith("CELL", StringComparison.Ordinal));
        Assert.Equal("CELL022", diagnostic.Id);
        Assert.Equal(place, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.True(diagnostic.Location.SourceSpan.Start > source.IndexOf('{'));
        Assert.DoesNotContain(diagnostics, Shapes.IsGenerated);
    }

    /// <summary>What we call the parts of a net is ours alone: a class may have members and nested types of all these names.</summary>
    [Fact]
    public async Task Names_of_what_is_private_are_the_users_to_take()
    {
        string[] names = [.. Nets.SkipLast(Networks.Length).TakeLast(4).SelectMany(NamesInCore).Distinct()];
        string[] some = ["StateSize", "TapeStride", "PackedLength", "Layout", "Kernels", "Vector128Kernels", "Vector512Kernels", "_parameters", "_kernels", "Run", "RunBackward", "ForwardLayer", "ForwardPair", "LayerOffset"];
        Assert.Empty(some.Except(names));
        string[] declarations = ["internal static string NAME = \"\";", "internal class NAME { }", "internal void NAME(ref float a, int b) { }", "internal string NAME => \"\";"];
        foreach (var (net, declaration) in Nets.SkipLast(Networks.Length).TakeLast(4).Zip(declarations))
        {
            string members = string.Join(" ", names.Except(PublicNames(net)).Select(name => declaration.Replace("NAME", name)));
            var diagnostics = await GeneratorHost.Check(GeneratorHost.Compile(net.Replace("{ }", $"{{ {members} }}")));
            Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }
    }

    /// <summary>And such a net computes what any other does.</summary>
    [Fact]
    public void A_net_with_members_of_such_names_works() => Assert.Equal(true, GeneratorHost.Run("""
        using System;
        using CellGen;

        public static class Check
        {
            public static object Run()
            {
                float[] plain = new float[6], named = new float[6];
                new Plain(seed: 3).Forward(new float[6], plain, new Plain.Workspace(3));
                new Net(seed: 3).Forward(new float[6], named, new Net.Workspace(3));
                return plain.AsSpan().SequenceEqual(named) && named[0] != 0;
            }
        }

        [RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 2)] public partial class Plain { }

        [RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 2)] public partial class Net
        {
            private float[] _parameters = new float[1];
            private int _kernels = 7;
            public static int StateSize => throw new Exception();
            public static string GateLanes = "none", TapeStride = "none", PackedLength = "none", ChunkSteps = "none";
            public class Kernels { }
            public struct Layout { }
            public void Run(ref float first, int count) => throw new Exception(_parameters.Length + _kernels + "");
            private static int LayerOffset(int layer, int direction) => throw new Exception();
        }
        """));

    private static IEnumerable<string> NamesInCore(string net) => NamesIn(net, type => type.GetTypeMembers("CellGenCore").Single());

    private static IEnumerable<string> PublicNames(string net) => NamesIn(net, type => type);

    private static IEnumerable<string> NamesIn(string net, Func<INamedTypeSymbol, INamedTypeSymbol> part)
    {
        var driver = GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(GeneratorHost.Compile(net), out var output, out _);
        var spec = (ModelSpec)driver.GetRunResult().Results[0].TrackedSteps[CellGenerator.SpecStep][0].Outputs[0].Value;
        return part(output.GetTypeByMetadataName(spec.Type.Name)!).GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && member.CanBeReferencedByName)
            .Select(member => member.Name);
    }

    [Fact]
    public async Task The_message_says_what_clashes() => Assert.Equal(
        "'Net(int, Initialization)' is what CellGen calls a member that it adds to 'Net'; choose another name, or other parameters for an overload",
        (await GeneratorHost.Check(GeneratorHost.Compile($"using CellGen; {Cell} partial class Net {{ Net(int a, Initialization b) {{ }} }}"))).Single(diagnostic => diagnostic.Id == "CELL022").GetMessage());
}

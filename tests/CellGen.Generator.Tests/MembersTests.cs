using CellGen.Generator.Model;
using CellGen.Generator.Parsing;
using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Tests;

/// <summary>The list of the members that a network adds is what is emitted; what clashes with one is an error of the user's member.</summary>
public class MembersTests
{
    private const string Cell = "[RecurrentCell(Kind = CellKind.IndRnn, Input = 1, Hidden = 1)]";

    /// <summary>Of every kind, and with every private member.</summary>
    private static readonly string[] Nets =
    [
        .. new RandomNets(seed: 7).Several(60),
        "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 32, Layers = 2, ResetAfter = false, Bidirectional = true, Merge = DirectionMerge.Sum)] partial class Phases { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 16)] [TokenInput] partial class Tokens { }",
    ];

    [Fact]
    public void The_list_is_what_is_emitted()
    {
        var driver = GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(GeneratorHost.Compile(Nets), out var output, out _);
        var specs = driver.GetRunResult().Results[0].TrackedSteps[CellGenerator.SpecStep].Select(step => (ModelSpec)step.Outputs[0].Value).ToList();
        Assert.Equal(Nets.Length, specs.Count);
        var used = new HashSet<string>();
        foreach (var spec in specs)
        {
            var members = output.GetTypeByMetadataName(spec.Type.Name)!.GetMembers()
                .Where(member => !member.IsImplicitlyDeclared)
                .ToLookup(member => member.DeclaredAccessibility == Accessibility.Public, MemberSignature.Of);
            Assert.Equal(EmittedMembers.Public(spec).Append(".ctor()").Order(), members[true].Order());
            foreach (string signature in members[false])
            {
                string? entry = EmittedMembers.Private.FirstOrDefault(entry => EmittedMembers.Matches(signature, entry));
                Assert.True(entry is not null, $"EmittedMembers has not the member {signature} of {spec.Cell}");
                used.Add(entry);
            }
        }

        Assert.Empty(EmittedMembers.Private.Except(used));
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
    [InlineData("_parameters", "private readonly float[] _parameters = new float[0];")]
    [InlineData("Kernels", "private static class Kernels { }")]
    [InlineData("Layout", "public int Layout => 1;")]
    [InlineData("StateSize", "public static int StateSize => 4;")]
    [InlineData("LayerOffset", "private int LayerOffset(int layer, int direction) => 0;")]
    [InlineData("Run", "private void Run(ref float first, int count) { }")]
    [InlineData("Step", "public void Step(System.ReadOnlySpan<float> a, System.Span<float> b, ref State s) { }")]
    [InlineData("Forward", "public int Forward(System.ReadOnlySpan<float> a, System.Span<float> b, Workspace w) => 1;")]
    [InlineData("Save", "public void Save(string path, WeightNames names) { }")]
    [InlineData("get_Parameters", "public int get_Parameters() => 1;")]
    [InlineData("Net", "public Net(int seed, Initialization initialization) { }")]
    [InlineData("Net", "private Net(CellGen.Generated.AlignedBuffer buffer) { }")]
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

    [Fact]
    public async Task The_message_says_what_clashes() => Assert.Equal(
        "'Net(int, Initialization)' is what CellGen calls a member that it adds to 'Net'; choose another name, or other parameters for an overload",
        (await GeneratorHost.Check(GeneratorHost.Compile($"using CellGen; {Cell} partial class Net {{ Net(int a, Initialization b) {{ }} }}"))).Single(diagnostic => diagnostic.Id == "CELL022").GetMessage());
}

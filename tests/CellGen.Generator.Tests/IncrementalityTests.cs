using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Tests;

/// <summary>The exact reason of every tracked step: what is typed elsewhere costs nothing.</summary>
public class IncrementalityTests
{
    /// <summary>The oldest compiler calls output new where later ones call it modified.</summary>
#if OLDEST_ROSLYN
    private const IncrementalStepRunReason EditedOutput = IncrementalStepRunReason.New;
#else
    private const IncrementalStepRunReason EditedOutput = IncrementalStepRunReason.Modified;
#endif

    private const string Other = "namespace Game; public class Player { public int Health; }";

    [Fact]
    public void A_first_run_is_new() => AssertReasons(
        RunTwice([GeneratorHost.Gesture], null).First, IncrementalStepRunReason.New, IncrementalStepRunReason.New);

    [Fact]
    public void The_same_compilation_is_cached() => AssertReasons(
        RunTwice([GeneratorHost.Gesture], [GeneratorHost.Gesture]).Second, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);

    [Fact]
    public void An_edit_in_another_file_leaves_the_output_cached() => AssertReasons(
        RunTwice([GeneratorHost.Gesture, Other], [GeneratorHost.Gesture, Other.Replace("Health", "Mana")]).Second,
        IncrementalStepRunReason.Unchanged,
        IncrementalStepRunReason.Cached);

    [Theory]
    [InlineData("GestureNet { }", "GestureNet { int Answer() => 42; }")]
    [InlineData("using CellGen;", "// a comment\nusing CellGen;")]
    [InlineData("Input = 10, Hidden = 20", "Hidden = 20, Input = 5 + 5")]
    public void An_edit_that_means_the_same_leaves_the_output_cached(string before, string after) => AssertReasons(
        RunTwice([GeneratorHost.Gesture], [GeneratorHost.Gesture.Replace(before, after)]).Second,
        IncrementalStepRunReason.Unchanged,
        IncrementalStepRunReason.Cached);

    [Theory]
    [InlineData("CellKind.Gru", "CellKind.Lstm")]
    [InlineData("CellKind.Gru", "CellKind.Rnn")]
    [InlineData("Input = 10", "Input = 11")]
    [InlineData("Hidden = 20", "Hidden = 21")]
    [InlineData("Layers = 2", "Layers = 3")]
    [InlineData("Bidirectional = true", "Bidirectional = false")]
    [InlineData("Bidirectional = true", "Bidirectional = true, Bias = false")]
    [InlineData("Bidirectional = true", "Bidirectional = true, Unroll = Unroll.Loop")]
    [InlineData("Bidirectional = true", "Bidirectional = true, Unroll = Unroll.StraightLine")]
    [InlineData("GestureNet", "SwipeNet")]
    [InlineData("namespace Game;", "namespace Match;")]
    [InlineData("public partial", "[DenseHead(Output = 3)] public partial")]
    public void An_edit_of_the_declaration_makes_new_output(string before, string after) => AssertReasons(
        RunTwice([GeneratorHost.Gesture], [GeneratorHost.Gesture.Replace(before, after)]).Second,
        IncrementalStepRunReason.Modified,
        EditedOutput);

    [Theory]
    [InlineData("Output = 3", "Output = 4")]
    [InlineData("HeadInput.LastState", "HeadInput.MeanState")]
    [InlineData("Output = 3", "Output = 3, Bias = false")]
    public void An_edit_of_the_head_makes_new_output(string before, string after)
    {
        string net = GeneratorHost.Gesture.Replace("public partial", "[DenseHead(Output = 3, Over = HeadInput.LastState)] public partial");
        AssertReasons(
            RunTwice([net], [net.Replace(before, after)]).Second,
            IncrementalStepRunReason.Modified,
            EditedOutput);
    }

    public static TheoryData<string> Arguments => [.. ArgumentEdits.Names];

    [Theory]
    [MemberData(nameof(Arguments))]
    public void An_edit_of_any_argument_makes_new_output(string argument)
    {
        var (before, after) = ArgumentEdits.Of(argument);
        AssertReasons(RunTwice([before], [after]).Second, IncrementalStepRunReason.Modified, EditedOutput);
    }

    private const string Layers = """
        using CellGen;

        [Dense(Input = 4, Output = 4, Name = "a")]
        [RecurrentCell(Hidden = 4, Name = "b")]
        [Add("a", "b", Name = "sum")]
        [Concatenate("sum", "b", Name = "both")]
        [Activation(Nonlinearity.Relu, Name = "end")]
        [DenseHead(Output = 2, Name = "first")]
        [DenseHead(Output = 1, Name = "second")]
        partial class Net { }
        """;

    [Theory]
    [InlineData("Add(\"a\", \"b\"", "Add(\"b\", \"a\"")]
    [InlineData("Add(\"a\", \"b\"", "Add(\"a\", \"b\", \"input\"")]
    [InlineData("Add(\"a\", \"b\"", "Concatenate(\"a\", \"b\"")]
    [InlineData("Concatenate(\"sum\", \"b\"", "Concatenate(\"sum\", \"a\"")]
    [InlineData("Concatenate(\"sum\", \"b\"", "Concatenate(\"sum\", \"b\", \"b\"")]
    [InlineData("Name = \"both\"", "Name = \"pair\"")]
    [InlineData(", Name = \"both\"", "")]
    [InlineData("Nonlinearity.Relu", "Nonlinearity.Tanh")]
    [InlineData("Name = \"end\"", "Name = \"last\"")]
    [InlineData(", Name = \"end\"", "")]
    [InlineData("[Activation(Nonlinearity.Relu, Name = \"end\")]", "")]
    [InlineData("Name = \"first\"", "Name = \"third\"")]
    [InlineData("Output = 1, Name = \"second\"", "Output = 1, Name = \"second\", Over = HeadInput.LastState")]
    [InlineData("[DenseHead(Output = 1, Name = \"second\")]", "")]
    public void An_edit_of_a_layer_makes_new_output(string before, string after) => AssertReasons(
        RunTwice([Layers], [Layers.Replace(before, after)]).Second, IncrementalStepRunReason.Modified, EditedOutput);

    [Theory]
    [InlineData("partial class", "/* a comment */ partial class")]
    [InlineData("{ }", "{ int Answer() => 42; }")]
    [InlineData("\"a\", \"b\"", "\"a\", \"\" + \"b\"")]
    [InlineData("Input = 4, Output = 4", "Output = 2 + 2, Input = 4")]
    [InlineData("Hidden = 4", "Input = 4, Hidden = 4")]
    [InlineData("Nonlinearity.Relu", "(Nonlinearity)1")]
    public void An_edit_of_a_layer_that_means_the_same_leaves_the_output_cached(string before, string after) => AssertReasons(
        RunTwice([Layers], [Layers.Replace(before, after)]).Second, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);

    [Fact]
    public void An_edit_in_another_file_leaves_a_net_of_several_layers_cached() => AssertReasons(
        RunTwice([Layers, Other], [Layers, Other.Replace("Health", "Mana")]).Second, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);

    [Fact]
    public void Editing_one_of_two_nets_leaves_the_other_cached()
    {
        string second = GeneratorHost.Gesture.Replace("GestureNet", "OtherNet");
        var result = RunTwice([GeneratorHost.Gesture, second], [GeneratorHost.Gesture.Replace("Hidden = 20", "Hidden = 24"), second]).Second;
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], SpecReasons(result));
        Assert.Equal([EditedOutput, IncrementalStepRunReason.Cached], OutputReasons(result));
    }

    [Fact]
    public void A_class_that_needs_another_file_name_leaves_all_others_cached()
    {
        const string same = "using CellGen; [RecurrentCell(Input = 1, Hidden = 2)] partial class GRUNet { }";
        var result = RunTwice([GeneratorHost.Gesture, same, Other], [GeneratorHost.Gesture, same, same.Replace("GRUNet", "GruNet")]).Second;
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.New], SpecReasons(result));
        Assert.Equal([IncrementalStepRunReason.Cached, EditedOutput, IncrementalStepRunReason.New], OutputReasons(result));
    }

    private static (GeneratorRunResult First, GeneratorRunResult Second) RunTwice(string[] before, string[]? after)
    {
        var compilation = GeneratorHost.Compile(before);
        var driver = GeneratorHost.Driver().RunGenerators(compilation);
        var first = driver.GetRunResult().Results[0];
        if (after is null)
        {
            return (first, first);
        }

        for (int i = 0; i < after.Length; i++)
        {
            if (after[i] != before[i])
            {
                var tree = compilation.SyntaxTrees[i];
                compilation = compilation.ReplaceSyntaxTree(
                    tree, CSharpSyntaxTree.ParseText(after[i], (CSharpParseOptions)tree.Options, tree.FilePath));
            }
        }

        return (first, driver.RunGenerators(compilation).GetRunResult().Results[0]);
    }

    private static void AssertReasons(GeneratorRunResult result, IncrementalStepRunReason spec, IncrementalStepRunReason output)
    {
        Assert.Equal([spec], SpecReasons(result));
        Assert.Equal([output], OutputReasons(result));
    }

    private static IEnumerable<IncrementalStepRunReason> SpecReasons(GeneratorRunResult result) =>
        result.TrackedSteps[CellGenerator.SpecStep].SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRunResult result) =>
        result.TrackedOutputSteps.SelectMany(entry => entry.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);
}

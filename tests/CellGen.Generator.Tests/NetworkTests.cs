using CellGen.Generator.Model;
using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Tests;

/// <summary>What a net leaves out is not written, and an error that says so where it is called.</summary>
public class NetworkTests
{
    private const string Cell = "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 16)] [DenseHead(Output = 1)]";

    [Fact]
    public void What_is_left_out_is_not_written()
    {
        string whole = Text("");
        string inference = Text("[Network(Training = false)]");
        string lean = Text("[Network(Training = false, Agents = false)]");
        Assert.Contains("void Backward(ref float", whole);
        Assert.DoesNotContain("void Backward(ref float", inference);
        Assert.DoesNotContain("ForwardTaped", inference);
        Assert.DoesNotContain("WeightGradient", inference);
        Assert.Contains("void StepAgents(", inference);
        Assert.DoesNotContain("StepAgents", lean);
        Assert.True(lean.Length < 0.6 * whole.Length, $"{lean.Length} of {whole.Length}");
    }

    [Theory]
    [InlineData("Training = false", "var tape = new Net.Tape(10);", NetworkSpec.WithoutTraining)]
    [InlineData("Training = false", "var gradient = new Net.Gradient();", NetworkSpec.WithoutTraining)]
    [InlineData("Training = false", "net.Backward(new float[1], new float[1], default, null!, null!);", NetworkSpec.WithoutTraining)]
    [InlineData("Agents = false", "net.StepMany(new float[2], new float[2], new Net.State[2]);", NetworkSpec.WithoutAgents)]
    public async Task A_call_of_what_is_left_out_is_an_error_that_says_so(string arguments, string call, string message)
    {
        var diagnostics = await GeneratorHost.Check(GeneratorHost.Compile($"{Cell} [Network({arguments})] partial class Net {{ }} class User {{ void Use(Net net) {{ {call} }} }}"));
        Assert.All(diagnostics, diagnostic => Assert.False(Shapes.IsGenerated(diagnostic), diagnostic.ToString()));
        Assert.Contains(diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.GetMessage().Contains(message));
    }

    [Theory]
    [InlineData("Training = false", "net.StepMany(new float[2], new float[2], new Net.State[2]);")]
    [InlineData("Agents = false", "net.Backward(new float[1], new float[1], default, new Net.Gradient(), new Net.Tape(10));")]
    public async Task What_is_there_is_no_error(string arguments, string call) => Assert.Empty(await GeneratorHost.Check(
        GeneratorHost.Compile($"{Cell} [Network({arguments})] partial class Net {{ }} class User {{ void Use(Net net) {{ {call} }} }}")));

    private static string Text(string network) => string.Concat(GeneratorHost.Generate($"{Cell} {network} partial class Net {{ }}").Values);
}

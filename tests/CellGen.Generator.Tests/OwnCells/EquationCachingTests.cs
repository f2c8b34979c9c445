using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Tests.OwnCells;

/// <summary>An edit of the equations makes their net again, and nothing else does.</summary>
public class EquationCachingTests
{
    private const string Members = "// a comment\n            static CellValue Half(CellValue x) => 0.5 * x; int Other() => 1;";

    [Theory]
    [InlineData("// a comment", "// another comment")]
    [InlineData("=> 1", "=> 2")]
    [InlineData("var z =", "var  z  =")]
    [InlineData("var z =", "/* the gate */ var z =")]
    [InlineData("0.5 * x", "(1 / 2.0) * x")]
    [InlineData("Half(CellValue x) => 0.5 * x", "Half(CellValue y) => 0.5 * y")]
    public void An_edit_that_means_the_same_leaves_the_output_cached(string before, string after) =>
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached], ReasonsOf(before, after));

    [Theory]
    [InlineData("1 - z", "2 - z")]
    [InlineData("Relu", "Tanh")]
    [InlineData("cell.Let(\"n\"", "cell.Let(\"m\"")]
    [InlineData("0.5 * x", "0.25 * x")]
    [InlineData("(z * cell.H) + ", "(cell.H * z) + ")]
    public void An_edit_of_the_equations_makes_new_output(string before, string after)
    {
        var reasons = ReasonsOf(before, after);
        Assert.Equal(IncrementalStepRunReason.Modified, reasons[0]);
        Assert.NotEqual(IncrementalStepRunReason.Cached, reasons[1]);
    }

    [Fact]
    public void A_method_in_another_file_is_read_there()
    {
        const string net = "using CellGen; [RecurrentCell(Equations = nameof(Own), Input = 1, Hidden = 2)] partial class Net { }";
        const string part = "using CellGen; partial class Net { static void Own(CellEquations cell) => cell.Next(cell.H, 0.5 * cell.H + cell.W(\"a\")); }";
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached], ReasonsOf([net, part], "Own(", " Own("));
        Assert.Equal(IncrementalStepRunReason.Modified, ReasonsOf([net, part], "0.5", "0.75")[0]);
    }

    private static IncrementalStepRunReason[] ReasonsOf(string before, string after) =>
        ReasonsOf([OwnCellSource.Net(OwnCellSource.LightGru.Replace("(1 - z) * n", "(1 - z) * Half(n)"), Members)], before, after);

    private static IncrementalStepRunReason[] ReasonsOf(string[] sources, string before, string after)
    {
        var compilation = GeneratorHost.Compile(sources);
        var driver = GeneratorHost.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees[^1];
        Assert.Contains(before, tree.ToString(), StringComparison.Ordinal);
        var edited = compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(tree.ToString().Replace(before, after), (CSharpParseOptions)tree.Options, tree.FilePath));
        var result = driver.RunGenerators(edited).GetRunResult().Results[0];
        return
        [
            result.TrackedSteps[CellGenerator.SpecStep].Single().Outputs.Single().Reason,
            result.TrackedOutputSteps.SelectMany(entry => entry.Value).Single().Outputs.Single().Reason,
        ];
    }
}

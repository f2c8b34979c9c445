using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Tests.OwnCells;

/// <summary>Each mistake in the equations of a cell is one error, at its expression; what is generated compiles all the same.</summary>
public class MistakeTests
{
    private const string Rest = "cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + cell.U(\"h\")));";

    [Theory]
    [InlineData("CELL032", "for (int i = 0; i < 3; i++) { }", "for (int i = 0; i < 3; i++) { } REST")]
    [InlineData("CELL032", "while (true) { }", "while (true) { }")]
    [InlineData("CELL032", "System.Math.Sin(1.0 * System.Environment.TickCount)", "double s = System.Math.Sin(1.0 * System.Environment.TickCount); REST")]
    [InlineData("CELL032", "System.Environment.TickCount", "int s = System.Environment.TickCount; REST")]
    [InlineData("CELL032", "Factor", "cell.Next(cell.H, Factor * cell.Tanh(cell.W(\"h\") + cell.U(\"h\")));")]
    [InlineData("CELL032", "cell.H.ToString()", "var s = cell.H.ToString(); REST")]
    [InlineData("CELL032", "cell.H.Units", "var s = cell.H.Units; REST")]
    [InlineData("CELL032", "if (cell.H == null) { return; }", "if (cell.H == null) { return; } REST")]
    [InlineData("CELL032", "Again(cell)", "cell.Next(cell.H, Again(cell));")]
    [InlineData("CELL032", "1e300", "cell.Next(cell.H, 1e300 * cell.Tanh(cell.W(\"h\") + cell.U(\"h\")));")]
    [InlineData("CELL032", "-1", "cell.Next(cell.H, cell.Clip(cell.W(\"h\") + cell.U(\"h\"), -1));")]
    [InlineData("CELL032", "new CellState(\"c\", new double[5])", "var c = new CellState(\"c\", new double[5]); REST")]
    [InlineData("CELL033", "\"1z\"", "cell.Next(cell.H, cell.Tanh(cell.W(\"1z\") + cell.H));")]
    [InlineData("CELL033", "\"z z\"", "cell.Next(cell.H, cell.Let(\"z z\", cell.Tanh(cell.W(\"h\") + cell.H)));")]
    [InlineData("CELL033", "\"cell\"", "var c = cell.State(\"cell\"); cell.Next(c, c); REST")]
    [InlineData("CELL033", "\"h\"", "var z = cell.Let(\"h\", cell.W(\"h\")); cell.Next(cell.H, z * cell.H);")]
    [InlineData("CELL033", "cell.Let(\"z\", cell.Sigmoid(cell.W(\"n\")))", "var z = cell.Let(\"z\", cell.Sigmoid(cell.W(\"z\"))); var n = cell.Let(\"z\", cell.Sigmoid(cell.W(\"n\"))); cell.Next(cell.H, z * n * cell.H);")]
    [InlineData("CELL033", "cell.Let(\"u\", z)", "var z = cell.Let(\"z\", cell.Sigmoid(cell.W(\"z\"))); var u = cell.Let(\"u\", z); cell.Next(cell.H, u * cell.H);")]
    [InlineData("CELL033", "cell.W(\"Z\")", "cell.Next(cell.H, cell.Tanh(cell.W(\"z\") + cell.W(\"Z\") + cell.H));")]
    [InlineData("CELL033", "cell.Vector(\"hh\")", "cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + cell.U(\"h\")) * cell.Vector(\"hh\"));")]
    [InlineData("CELL034", "cell.Let(\"z\", cell.Sigmoid(cell.W(\"z\") + cell.U(\"z\")))", "var z = cell.Let(\"z\", cell.Sigmoid(cell.W(\"z\") + cell.U(\"z\"))); REST")]
    [InlineData("CELL034", "cell.W(\"z\")", "cell.W(\"z\"); REST")]
    [InlineData("CELL034", "cell.Vector(\"p\")", "var p = cell.Vector(\"p\"); REST")]
    [InlineData("CELL034", "cell.State(\"c\")", "var c = cell.State(\"c\"); cell.Next(c, cell.H); REST")]
    [InlineData("CELL034", "Own", "cell.Next(cell.H, cell.W(\"h\"));")]
    [InlineData("CELL035", "cell.State(\"c\")", "var c = cell.State(\"c\"); cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + cell.U(\"h\")) * c);")]
    [InlineData("CELL035", "Own", "var z = cell.W(\"h\");")]
    [InlineData("CELL035", "Own", "")]
    [InlineData("CELL035", "cell.Next(cell.H, cell.H)", "REST cell.Next(cell.H, cell.H);")]
    [InlineData("CELL036", "cell.Next(cell.H, 1)", "cell.Next(cell.H, 1);")]
    [InlineData("CELL036", "cell.Project(cell.H)", "cell.Next(cell.H, cell.Project(cell.H));")]
    [InlineData("CELL036", "cell.Sigmoid(2)", "cell.Next(cell.H, cell.Sigmoid(2) * cell.Tanh(cell.W(\"h\") + cell.U(\"h\")));")]
    [InlineData("CELL036", "cell.Let(\"k\", 2)", "var k = cell.Let(\"k\", 2); cell.Next(cell.H, k * cell.Tanh(cell.W(\"h\") + cell.U(\"h\")));")]
    [InlineData("CELL037", "cell.U(\"h\", cell.W(\"h\") * cell.H)", "cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + cell.U(\"h\")) * cell.U(\"h\", cell.W(\"h\") * cell.H));")]
    [InlineData("CELL037", "cell.U(\"z\")", "cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + cell.U(\"z\")));")]
    [InlineData("CELL037", "cell.U(\"b\", cell.W(\"b\") * cell.H)", "cell.Next(cell.H, cell.U(\"a\", cell.W(\"a\") * cell.H) * cell.U(\"b\", cell.W(\"b\") * cell.H));")]
    [InlineData("CELL037", "cell.U(\"h\", bias: false)", "cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + cell.U(\"h\")) * cell.U(\"h\", bias: false));")]
    [InlineData("CELL037", "cell.W(\"h\", bias: false)", "cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + cell.U(\"h\")) * cell.W(\"h\", bias: false));")]
    [InlineData("CELL035", "cell.State(\"e\")", "var c = cell.State(\"c\"); var e = cell.State(\"e\"); cell.Next(c, c + e); cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + cell.U(\"h\") + c));")]
    [InlineData("CELL036", "cell.X", "cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + cell.U(\"h\")) + cell.X);")]
    [InlineData("CELL033", "cell.Let(\"x\", cell.W(\"h\") * cell.X)", "cell.Next(cell.H, cell.Let(\"x\", cell.W(\"h\") * cell.X) + cell.H);")]
    [InlineData("CELL038", "y * y", "var y = cell.W(\"h\") + cell.H; y = y * y; y = y * y; y = y * y; y = y * y; y = y * y; y = y * y; y = y * y; cell.Next(cell.H, y);")]
    public void A_mistake_is_reported_at_its_expression(string id, string place, string body)
    {
        const string members = "static readonly double Factor = 2; static CellValue Again(CellEquations cell) => cell.W(\"h\") * Again(cell);";
        string source = OwnCellSource.Net(body.Replace("REST", Rest), members);
        var diagnostic = Assert.Single(GeneratorHost.Analyze(source));
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal((id, place), (diagnostic.Id, source.Substring(span.Start, span.Length)));
        Assert.DoesNotContain(GeneratorHost.CompileGenerated(GeneratorHost.Newest, source), error => error.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("CELL030", "Kind = CellKind.Gru", ", Kind = CellKind.Gru")]
    [InlineData("CELL009", "Nonlinearity = Nonlinearity.Relu", ", Nonlinearity = Nonlinearity.Relu")]
    [InlineData("CELL009", "Clip = 1", ", Clip = 1")]
    [InlineData("CELL012", "Projection = 5", ", Projection = 5")]
    [InlineData("CELL036", "cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + cell.U(\"h\")))", ", Projection = 2")]
    public void An_argument_that_does_not_fit_is_reported(string id, string place, string arguments)
    {
        string source = OwnCellSource.Net(Rest, arguments: arguments);
        var diagnostic = Assert.Single(GeneratorHost.Analyze(source));
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal((id, place), (diagnostic.Id, source.Substring(span.Start, span.Length)));
    }

    [Theory]
    [InlineData(", Layers = 2", "")]
    [InlineData(", Bidirectional = true, Merge = DirectionMerge.Sum, Layers = 2", "")]
    [InlineData(", Bidirectional = true, Layers = 2", "The input of the upper layers has 10 values, the cell 5 units (Hidden)")]
    [InlineData(", Projection = 2, Layers = 2", "The input of the upper layers has 2 values, the cell 5 units (Hidden)")]
    [InlineData(", Input = 4", "The input has 4 values (Input), the cell 5 units (Hidden)")]
    [InlineData(")] [TokenInput(", "The input is a token, which selects a column of weight_ih and has no values; with an [Embedding] it has")]
    [InlineData(")] [Embedding(Vocabulary = 9", "")]
    public void The_input_itself_has_as_many_values_as_the_cell_has_units(string arguments, string mistake)
    {
        string value = arguments.Contains("Projection", StringComparison.Ordinal) ? "cell.Project(f * cell.X)" : "f * cell.X";
        string source = $$"""
            using CellGen;
            [RecurrentCell({{(arguments.Contains("Input =", StringComparison.Ordinal) ? "" : "Input = 5, ")}}Hidden = 5, Equations = nameof(Own){{arguments}})]
            public partial class Net
            {
                static void Own(CellEquations cell) { var f = cell.W("f") + cell.U("f"); cell.Next(cell.H, {{value}}); }
            }
            """;
        var mistakes = GeneratorHost.Analyze(source);
        Assert.Equal(mistake.Length == 0 ? [] : [mistake], mistakes.Select(each => each.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(mistakes, each => Assert.Equal("cell.X", source.Substring(each.Location.SourceSpan.Start, each.Location.SourceSpan.Length)));
        Assert.DoesNotContain(GeneratorHost.CompileGenerated(GeneratorHost.Newest, source), error => error.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("static int Own(CellEquations cell) => 1;")]
    [InlineData("void Own(CellEquations cell) { }")]
    [InlineData("static void Own(int cell) { }")]
    [InlineData("static void Own<T>(CellEquations cell) { }")]
    [InlineData("static void Own(CellEquations cell) { } static void Own(int x) { }")]
    [InlineData("static int Own;")]
    public void A_method_of_another_shape_is_reported_where_it_is_named(string member)
    {
        string source = $"using CellGen; [RecurrentCell(Input = 3, Hidden = 5, Equations = nameof(Own))] partial class Net {{ {member} }}";
        var diagnostic = Assert.Single(GeneratorHost.Analyze(source));
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(("CELL031", "Equations = nameof(Own)"), (diagnostic.Id, source.Substring(span.Start, span.Length)));
    }

    [Theory]
    [InlineData("var z = cell.")]
    [InlineData("var z = cell.W(")]
    [InlineData("cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + ")]
    [InlineData("cell.Next(cell.H, z * cell.H);")]
    [InlineData("CellValue z; cell.Next(cell.H, z * cell.H);")]
    [InlineData("cell.Next(cell.H, cell.Sinh(cell.H));")]
    [InlineData("cell.Next(cell.H, cell.H * \"a\");")]
    [InlineData("cell.Next(cell.H);")]
    [InlineData("return cell.H;")]
    [InlineData("cell.Next(cell.H, cell.H")]
    public void What_the_compiler_reports_is_no_second_error(string body)
    {
        string source = OwnCellSource.Net(body);
        Assert.Empty(GeneratorHost.Analyze(source));
        Assert.NotEmpty(GeneratorHost.Generate(source));
    }

    [Fact]
    public async Task A_generated_constant_is_seen_by_the_analyzer_alone_and_refused()
    {
        string source = OwnCellSource.Net("cell.Next(cell.H, (1.0 / HiddenSize) * cell.Tanh(cell.W(\"h\") + cell.U(\"h\")));");
        var all = await GeneratorHost.Check(GeneratorHost.Compile(source));
        Assert.Equal("CELL032", Assert.Single(all).Id);
    }
}

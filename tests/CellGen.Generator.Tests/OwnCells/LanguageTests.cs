using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Tests.OwnCells;

/// <summary>What equations may say, and under which names.</summary>
public class LanguageTests
{
    public static TheoryData<string, string, string> Texts => new()
    {
        { OwnCellSource.LightGru, "", "z = σ(W_z x + b_iz + U_z h + b_hz)|n = relu(W_n x + b_in + U_n h + b_hn)|h' = z ⊙ h + (1 − z) ⊙ n" },
        { "cell.Next(cell.H, cell.Tanh(cell.W(\"a\") + cell.U(\"a\", cell.Sigmoid(cell.W(\"r\")) * cell.H)));", "", "v = σ(W_r x + b_ir) ⊙ h|h' = tanh(W_a x + b_ia + U_a v + b_ha)" },
        { "var c = cell.State(\"c\"); var e = cell.Next(c, Mean(cell, c, 0.25)); cell.Next(cell.H, e);", "static CellValue Mean(CellEquations cell, CellValue s, double part) => (part * s) + ((1 - part) * cell.W(\"a\"));", "c' = 0.25 ⊙ c + 0.75 ⊙ (W_a x + b_ia)|h' = c'" },
        { "var n = cell.Let(\"n\", cell.Tanh(cell.W(\"n\") - cell.H)); cell.Next(cell.H, n);", "", "n = tanh(W_n x + b_in − h)|h' = n" },
        { "CellValue z; z = Gate(\"z\"); { z = -z; } _ = cell.Next(cell.H, true ? z / 2 : z); CellValue Gate(string name) { return cell.Let($\"g{name}\", cell.Softplus(cell.W(name) + cell.U(gate: name))); }", "", "gz = softplus(W_z x + b_iz + U_z h + b_hz)|h' = −gz / 2" },
        { "if (Deep) { cell.Next(cell.H, Rate * cell.H + cell.W(\"a\")); } else { cell.Next(cell.H, cell.H); }", "const bool Deep = true; const double Rate = 1.0 / 4;", "h' = W_a x + b_ia + 0.25 ⊙ h" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_remarks_state_the_equations(string body, string members, string equations)
    {
        string source = OwnCellSource.Net(body, members);
        Assert.Empty(GeneratorHost.Analyze(source));
        Assert.DoesNotContain(GeneratorHost.CompileGenerated(GeneratorHost.Newest, source), error => error.Severity == DiagnosticSeverity.Error);
        string text = GeneratorHost.Generate(source)["Net.g.cs"];
        Assert.Contains(string.Concat(equations.Split('|').Select(equation => $"/// {equation}\n")), text, StringComparison.Ordinal);
        Assert.Contains("Own: input 3, hidden 5", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OwnCellSource.LightGru, "dz = dh' ⊙ h − dh' ⊙ n|da_z = dz ⊙ (z − z²)|dn = dh' ⊙ (1 − z)|da_n = dn where n &gt; 0|dh = dh' ⊙ z")]
    [InlineData("var r = cell.Let(\"r\", cell.Clip(cell.W(\"r\") + cell.U(\"r\"), 0.5)); cell.Next(cell.H, cell.Tanh(cell.W(\"n\") + cell.U(\"n\", r * cell.H)));", "da_n = dh' ⊙ (1 − h'²)|dr = dv ⊙ h|da_r = dr where ¦r¦ &lt; 0.5|dh = dv ⊙ r")]
    public void The_remarks_state_the_gradients(string body, string equations)
    {
        string text = GeneratorHost.Generate(OwnCellSource.Net(body))["Net.g.cs"];
        Assert.All(equations.Split('|'), equation => Assert.Contains($"/// {equation.Replace('¦', '|')}\n", text, StringComparison.Ordinal));
        string lean = GeneratorHost.Generate(OwnCellSource.Net(body).Replace("public partial", "[Network(Training = false)] public partial"))["Net.g.cs"];
        Assert.DoesNotContain("Backward, derived", lean, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_letter_that_a_state_may_have_is_one()
    {
        string[] nets = [.. Enumerable.Range('a', 26).Select(letter => (char)letter).Select(letter => OwnCellSource.Net(
            $"var s = cell.State(\"{letter}\"); var f = cell.Sigmoid(cell.W(\"f\") + cell.U(\"f\")); cell.Next(s, (f * s) + cell.W(\"g\")); cell.Next(cell.H, cell.Tanh(f) * s);",
            arguments: letter % 2 == 0 ? "" : ", Bidirectional = true",
            name: $"Net{letter}"))];
        nets = [.. nets.Where(net => GeneratorHost.Analyze(net).IsEmpty)];
        Assert.Equal(17, nets.Length);
        Assert.DoesNotContain(GeneratorHost.CompileGenerated(GeneratorHost.Newest, nets), error => error.Severity == DiagnosticSeverity.Error);
    }
}

using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Tests.OwnCells;

/// <summary>Values of equations have the names that their author chose.</summary>
public class WordTests
{
    /// <summary>Whatever kernels call their own variables: values, vectors and gates may be called so, too.</summary>
    [Fact]
    public void Any_word_of_generated_code_is_a_name()
    {
        var words = GeneratorHost.Generate(GeneratorHost.Gesture, OwnCellSource.Net(OwnCellSource.LightGru)).Values
            .SelectMany(text => System.Text.RegularExpressions.Regex.Matches(text, "[A-Za-z_][A-Za-z_0-9]*").Select(match => match.Value))
            .Concat(Enumerable.Range('a', 26).Select(letter => ((char)letter).ToString()))
            .Concat(["hNext", "newH", "dH", "dh", "da_z", "taped_z", "t1", "t2", "do", "is", "vVector", "old", "oldH", "v"])
            .Where(word => word != "h" && word.Length <= 40 && System.Text.RegularExpressions.Regex.IsMatch(word, "^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$"))
            .GroupBy(word => word, StringComparer.OrdinalIgnoreCase)
            .Select(same => same.First())
            .OrderBy(word => word, StringComparer.Ordinal)
            .ToArray();
        string[] nets = [.. words.Chunk(60).Select((chunk, i) => OwnCellSource.Net(
            string.Concat(chunk.Select((word, k) => $"var v{k} = cell.Let(\"{word}\", cell.Tanh(cell.{(k % 3 == 0 ? $"Vector(\"w{word}\") * cell.H" : "H")} + {(k == 0 ? "cell.W(\"a\") + cell.U(\"a\")" : $"v{k - 1}")}));"))
            + $"cell.Next(cell.H, cell.Tanh(cell.W(\"{chunk[0]}\") + cell.U(\"{chunk[0]}\", v{chunk.Length - 1})));",
            arguments: i % 2 == 0 ? "" : ", Bidirectional = true, RecurrentDropout = 0.5",
            name: $"Net{i}"))];
        Assert.Empty(GeneratorHost.Analyze(nets));
        Assert.Empty(GeneratorHost.CompileGenerated(GeneratorHost.Newest, nets).Where(error => error.Severity == DiagnosticSeverity.Error));
    }
}

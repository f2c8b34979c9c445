using System.Text.RegularExpressions;
using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Tests.OwnCells;

/// <summary>
/// Equations as they are while somebody types them: whatever the text is, the generator does not throw, and what neither the compiler
/// nor the analyzer refuses is a net that compiles.
/// </summary>
public class MutationTests
{
    private const int Mutants = 200;

    private static readonly string[] Bodies =
    [
        OwnCellSource.LightGru,
        """
        var c = cell.State("c");
        var f = Gate("f");
        var next = cell.Next(c, cell.Clip((f * c) + cell.Tanh(cell.W("g") + cell.U("g")), Bound));
        cell.Next(cell.H, Gate("o") * cell.Exp(-next));
        CellValue Gate(string gate) => cell.Let(gate, cell.Sigmoid(cell.W(gate) + cell.U(gate)));
        """,
        """
        var r = cell.Let("r", Half(cell, cell.W("r") + cell.U("r"), 0.5));
        var v = r * cell.H;
        if (Deep) { v = v - 1; }
        cell.Next(cell.H, cell.Apply(Nonlinearity.Gelu, cell.W("n") + cell.U("n", v)) / (2 + (cell.Vector("p") * r)));
        """,
    ];

    private const string Members = """
        const double Bound = 0.75; const bool Deep = true; static readonly double Loose = 1;
        static CellValue Half(CellEquations cell, CellValue x, double part) { return part * cell.Relu(x); }
        """;

    [Fact]
    public void No_text_makes_the_generator_throw()
    {
        var random = new Random(20240611);
        string[] pool = [.. Bodies.Append("Loose for while ; 0 1e39 null default this cell.H cell.Recurrent \"\" \"h\" Own(cell) Half").SelectMany(Tokens).Where(token => token.Trim().Length > 0).Distinct()];
        int right = 0;
        for (int i = 0; i < Mutants; i++)
        {
            string source = OwnCellSource.Net(Mutate(Bodies[i % Bodies.Length], pool, random), Members, (i % 5) switch
            {
                0 => ", RecurrentDropout = 0.5",
                1 => ", Projection = 2, Bias = false",
                _ => "",
            });
            var compilation = GeneratorHost.Compile(source);
            var run = GeneratorHost.Driver().RunGenerators(compilation).GetRunResult();
            Assert.True(run.Results[0].Exception is null && run.Diagnostics.IsEmpty, $"{source}\n{run.Results[0].Exception} {string.Join("\n", run.Diagnostics)}");
            var mistakes = GeneratorHost.Analyze(source);
            Assert.True(mistakes.Length < 2 && mistakes.All(mistake => mistake.Id is not ("CELL020" or "CELL010")), $"{source}\n{string.Join("\n", mistakes)}");
            if (mistakes.IsEmpty && compilation.GetDiagnostics().All(diagnostic => diagnostic.Severity < DiagnosticSeverity.Error))
            {
                right++;
                var output = compilation.AddSyntaxTrees(run.GeneratedTrees);
                Assert.True(output.GetDiagnostics().All(diagnostic => diagnostic.Severity < DiagnosticSeverity.Error), $"{source}\n{string.Join("\n", output.GetDiagnostics())}");
            }
        }

        Assert.InRange(right, 5, Mutants);
    }

    private static IEnumerable<string> Tokens(string text) => Regex.Matches(text, @"""[^""\n]*""|\w+|\s+|[^\w\s]").Select(match => match.Value);

    private static string Mutate(string body, string[] pool, Random random)
    {
        List<string> tokens = [.. Tokens(body)];
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            int at = random.Next(tokens.Count);
            switch (random.Next(6))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[random.Next(tokens.Count)]);
                    break;
                case 2:
                    tokens.RemoveRange(at, tokens.Count - at);
                    tokens.Add(" ");
                    break;
                case 3:
                    int other = random.Next(tokens.Count);
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                default:
                    // A word for a word, so that much of it compiles.
                    int[] words = [.. Enumerable.Range(0, tokens.Count).Where(i => char.IsLetterOrDigit(tokens[i][0]) || tokens[i][0] is '"' or '+' or '-' or '*' or '/')];
                    if (words.Length > 0)
                    {
                        tokens[words[random.Next(words.Length)]] = pool[random.Next(pool.Length)];
                    }

                    break;
            }
        }

        return string.Concat(tokens);
    }
}

using System.Reflection;
using System.Text.RegularExpressions;
using CellGen.Generator.Tests.Host;
using CellGen.NumericTests.Host;
using CellGen.TestOrder;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace CellGen.Generator.Tests.OwnCells;

/// <summary>
/// Equations as they are while somebody types them: whatever the text is, the generator does not throw, and what neither the compiler
/// nor the analyzer refuses is a net that compiles and agrees with its equations in double precision. A normal run has two hundred
/// texts, the same ones each time, and compiles the first six of the nets, or two dozen (<see cref="Sweeps"/>);
/// CELLGEN_MUTANTS, CELLGEN_COMPILED and CELLGEN_SEED make more, and others.
/// </summary>
[TakesLong]
public class MutationTests(ITestOutputHelper output)
{
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
        """
        var s = cell.State("s");
        var n = cell.State("n");
        var i = cell.Let("i", cell.Sigmoid(cell.W("i", bias: false) + cell.U("i")));
        var next = cell.Next(n, (0.5 * n) + (i * cell.X));
        cell.Next(s, cell.Tanh(s - (next * cell.W("z"))));
        cell.Next(cell.H, (i * cell.H) + ((1 - i) * (s + cell.X)));
        """,
    ];

    /// <summary>Words of which one can stand where another does.</summary>
    private static readonly string[][] Alike =
    [
        ["+", "-", "*", "/"],
        ["Sigmoid", "Tanh", "Relu", "LeakyRelu", "Softplus", "HardSigmoid", "OnnxHardSigmoid", "Exp"],
        ["H", "X", "Recurrent"],
        ["0.5", "1", "2", "0.25", "Bound"],
        ["Gelu", "Softplus", "Identity"],
        ["true", "false"],
        ["z", "n", "r", "f", "c", "next", "v", "s", "i"],
    ];

    private const string Members = """
        const double Bound = 0.75; const bool Deep = true; static readonly double Loose = 1;
        static CellValue Half(CellEquations cell, CellValue x, double part) { return part * cell.Relu(x); }
        """;

    [Fact]
    public void No_text_makes_the_generator_throw_and_what_is_a_cell_computes_what_it_says()
    {
        string[] pool = [.. Bodies.Append("Loose for while ; 0 1e39 null default this cell.H cell.X cell.Recurrent \"\" \"h\" Own(cell) Half").SelectMany(Tokens).Where(token => token.Trim().Length > 0).Distinct()];
        int mutants = Setting("CELLGEN_MUTANTS", 200);
        int first = Setting("CELLGEN_SEED", 20240611);
        int compiled = Setting("CELLGEN_COMPILED", Sweeps.Of(24));
        int right = 0;
        int compared = 0;
        var seen = new HashSet<string>();
        for (int i = 0; i < mutants; i++)
        {
            var random = new Random(first + i);
            bool drops = i % 5 == 0;
            string source = OwnCellSource.Net(Mutate(Bodies[i % Bodies.Length], pool, random), Members, drops ? ", RecurrentDropout = 0.5" : (i % 5) switch
            {
                1 => ", Projection = 2, Bias = false",
                2 => ", Layers = 2",
                _ => "",
            }).Replace("Input = 3", "Input = 5", StringComparison.Ordinal);
            var compilation = GeneratorHost.Compile(source);
            var run = GeneratorHost.Driver(widths: GeneratorHost.OneWidth).RunGenerators(compilation).GetRunResult();
            Assert.True(run.Results[0].Exception is null && run.Diagnostics.IsEmpty, $"{source}\n{run.Results[0].Exception} {string.Join("\n", run.Diagnostics)}");
            var mistakes = GeneratorHost.Analyze(source);
            Assert.True(mistakes.Length < 2 && mistakes.All(mistake => mistake.Id is not ("CELL020" or "CELL010")), $"{source}\n{string.Join("\n", mistakes)}");
            if (!mistakes.IsEmpty || compilation.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            {
                continue;
            }

            // Texts that differ may say the same; the second such net needs no compiler.
            right++;
            if (seen.Count < compiled && seen.Add(string.Concat(run.GeneratedTrees.Select(tree => tree.ToString()))))
            {
                var net = GeneratorHost.Load(compilation.AddSyntaxTrees(run.GeneratedTrees), "Net", source);
                if (!drops)
                {
                    compared++;
                    Compare(net, source);
                }
            }
        }

        output.WriteLine($"{mutants} mutants, {right} accepted; {seen.Count} that differ compiled, {compared} of them compared with double precision");
        Assert.InRange(right, mutants / 5, mutants);
    }

    /// <summary>
    /// A cell may divide by nearly nothing, grow beyond all numbers or have a kink where a difference is taken, on some numbers; one
    /// that computes something else is wrong on all of them.
    /// </summary>
    private static void Compare(Type net, string source)
    {
        var equations = net.GetMethod("Own", BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<Action<CellEquations>>();
        CellCheck[] reports = [.. Enumerable.Range(1, 3).Select(seed => CellCheck.Run(equations, Activator.CreateInstance(net, seed, null)!, steps: 3, seed, elements: 3))];
        Assert.True(
            reports.Any(report => report is { Values: < 1e-4 or double.NaN, Gradients: < 1e-3 or double.NaN }),
            $"{source}\n{string.Join("\n", reports.AsEnumerable())}");
    }

    private static int Setting(string name, int absent) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : absent;

    private static IEnumerable<string> Tokens(string text) => Regex.Matches(text, @"""[^""\n]*""|\w+|\s+|[^\w\s]").Select(match => match.Value);

    /// <summary>Two thirds of the texts get a few words that could stand there, so that many are cells; the others anything anywhere.</summary>
    private static string Mutate(string body, string[] pool, Random random)
    {
        List<string> tokens = [.. Tokens(body)];
        if (random.Next(3) > 0)
        {
            for (int edits = random.Next(1, 3); edits > 0; edits--)
            {
                (int At, string[] Words)[] places = [.. tokens.Select((token, at) => (at, Array.Find(Alike, words => words.Contains(token)) ?? [])).Where(place => place.Item2.Length > 0)];
                var (at, words) = places[random.Next(places.Length)];
                tokens[at] = words[random.Next(words.Length)];
            }

            return string.Concat(tokens);
        }

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

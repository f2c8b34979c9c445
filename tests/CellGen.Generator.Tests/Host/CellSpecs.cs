using CellGen.Generator.Model;
using Kind = CellGen.Generator.Model.CellKind;
using Function = CellGen.Generator.Model.Nonlinearity;

namespace CellGen.Generator.Tests.Host;

/// <summary>Cells of every kind, with everything that changes their equations, alone and together.</summary>
internal static class CellSpecs
{
    private static readonly Dictionary<string, CellSpec> Specs = All().ToDictionary(Name);

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names => [.. Specs.Keys];

    /// <summary>The cell of that name.</summary>
    public static CellSpec Of(string name) => Specs[name];

    private static IEnumerable<CellSpec> All()
    {
        foreach (Kind kind in Enum.GetValues<Kind>())
        {
            CellSpec plain = new(kind, 3, 5, 1, Bidirectional: false, Bias: true, Function.Tanh);
            CellSpec[] forms = kind switch
            {
                Kind.Rnn or Kind.IndRnn => [.. Enum.GetValues<Function>().Select(function => plain with { Nonlinearity = function })],
                Kind.Gru => [plain, plain with { ResetAfter = false }, .. Candidates(plain), .. Candidates(plain with { ResetAfter = false }), .. Gates(plain)],
                Kind.MinGru => [plain, .. Gates(plain)],
                Kind.Lstm => [.. from projection in new[] { 0, 3 }
                    from peephole in new[] { false, true }
                    from coupled in new[] { false, true }
                    from clip in new[] { 0, 0.25 }
                    select plain with { Projection = projection, Peephole = peephole, CoupledGates = coupled, CellClip = clip },
                    .. Candidates(plain), .. Gates(plain), .. Gates(plain with { Peephole = true, Nonlinearity = Function.Relu, OutputNonlinearity = Function.Relu }),
                    .. Others(Function.Tanh).Select(function => plain with { OutputNonlinearity = function })],
                _ => [plain],
            };
            foreach (CellSpec form in forms)
            {
                yield return form;
                yield return form with { Bias = false };
                if (kind != Kind.Concatenating)
                {
                    yield return form with { Clip = 0.5 };
                }

                if (kind is Kind.Rnn or Kind.Gru or Kind.Lstm)
                {
                    yield return form with { RecurrentDropout = 0.5 };
                }
            }
        }
    }

    private static IEnumerable<CellSpec> Candidates(CellSpec spec) => Others(Function.Tanh).Select(function => spec with { Nonlinearity = function });

    private static IEnumerable<CellSpec> Gates(CellSpec spec) => Others(Function.Sigmoid).Select(function => spec with { GateNonlinearity = function });

    private static IEnumerable<Function> Others(Function usual) => Enum.GetValues<Function>().Where(function => function != usual);

    private static string Name(CellSpec spec) => string.Join(' ', new[]
    {
        spec.Kind.ToString(),
        spec.Nonlinearity == Function.Tanh ? "" : spec.Nonlinearity.ToString(),
        spec.GateNonlinearity == Function.Sigmoid ? "" : $"gates {spec.GateNonlinearity}",
        spec.OutputNonlinearity == Function.Tanh ? "" : $"output {spec.OutputNonlinearity}",
        spec.Bias ? "" : "without bias",
        spec.ResetAfter ? "" : "reset before",
        spec.Projection > 0 ? "projected" : "",
        spec.Peephole ? "peephole" : "",
        spec.CoupledGates ? "coupled" : "",
        spec.CellClip > 0 ? "cell clip" : "",
        spec.Clip > 0 ? "clip" : "",
        spec.RecurrentDropout > 0 ? "recurrent dropout" : "",
    }.Where(part => part.Length > 0));
}

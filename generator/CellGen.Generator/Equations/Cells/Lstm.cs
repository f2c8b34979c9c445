using CellGen.Generator.Model;

namespace CellGen.Generator.Equations.Cells;

/// <summary>
/// The long short-term memory of Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000), as
/// torch.nn.LSTM has it; with peepholes (Gers and Schmidhuber, 2000), coupled gates (Greff et al., 2017) and a projection
/// (Sak et al., 2014) where asked.
/// </summary>
internal static class Lstm
{
    public static Cell Create(CellSpec spec, bool training)
    {
        string[] gates = spec.CoupledGates ? ["f", "g", "o"] : ["i", "f", "g", "o"];
        var cell = new CellBuilder(spec, training, Title(spec), gates);
        var c = new State("c", Units.Hidden);

        var coupled = spec.CoupledGates ? null : Gate("i", c);
        var f = Gate("f", c);
        var i = coupled ?? cell.Let("i", 1 - f);
        var g = cell.Let("g", cell.Apply(spec.Nonlinearity, cell.W("g") + cell.U("g")));
        var early = spec.Peephole ? null : Gate("o", c);
        var next = cell.Next(c, CellBuilder.Clip((f * c) + (i * g), spec.CellClip));
        var o = early ?? Gate("o", next);

        // Clip bounds sums of products, and c' is none.
        var y = o * Nonlinearities.Apply(spec.OutputNonlinearity, next);
        cell.Next(cell.H, spec.Projection > 0 ? cell.Project(cell.Let("y", y)) : y);

        return cell.Build();

        Expression Gate(string gate, Expression state)
        {
            var sum = cell.W(gate) + cell.U(gate);
            return cell.Let(gate, cell.Apply(spec.GateNonlinearity, spec.Peephole ? sum + (cell.Vector("p_" + gate, "weight_c" + gate) * state) : sum));
        }
    }

    private static string Title(CellSpec spec) => string.Join(", ", new[]
    {
        "long short-term memory",
        spec.Peephole ? "with peepholes" : null,
        spec.CoupledGates ? "coupled gates" : null,
        spec.Projection > 0 ? "projected" : null,
    }.Where(part => part is not null));
}

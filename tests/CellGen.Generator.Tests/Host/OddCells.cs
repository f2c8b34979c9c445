using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using Kind = CellGen.Generator.Model.CellKind;
using Function = CellGen.Generator.Model.Nonlinearity;

namespace CellGen.Generator.Tests.Host;

/// <summary>Cells that no kind has, but the vocabulary can say: what is right by the luck of our cells is wrong in one of them.</summary>
internal static class OddCells
{
    private static readonly CellSpec Plain = new(Kind.Rnn, 3, 5, 1, Bidirectional: false, Bias: true, Function.Tanh);

    /// <summary>Each cell, written anew: expressions are equal by reference.</summary>
    public static IReadOnlyDictionary<string, Func<Cell>> All { get; } = new Dictionary<string, Func<Cell>>
    {
        ["two sums with one product under one function"] = () => Of(Plain, cell =>
        {
            var w = cell.W("a");
            return cell.Sigmoid(w + cell.U("a")) * cell.Sigmoid(w + (cell.Vector("p", "weight_p") * cell.H));
        }),
        ["two clipped sums with one product"] = () => Of(Plain with { Clip = 0.5 }, cell =>
        {
            var w = cell.W("a");
            return cell.Sigmoid(w + cell.U("a")) - cell.Tanh(w + (cell.Vector("p", "weight_p") * cell.H));
        }),
        ["products that are asked for twice"] = () => Of(Plain, cell =>
            cell.Sigmoid(cell.W("a") + cell.U("a")) * cell.Tanh(cell.W("a") - cell.U("a"))),
        ["a name that describes another value"] = () => Of(Plain, cell =>
        {
            var named = cell.Let("sigmoid_sum_a", cell.Tanh(cell.W("b")));
            return (cell.Sigmoid(cell.W("a") + cell.U("a")) * named) + cell.U("b");
        }),
        ["functions of what is no sum"] = () => Of(Plain, cell =>
        {
            var p = cell.Vector("p", "weight_p");
            return cell.Sigmoid(p * cell.H) * (cell.Tanh(cell.H / (1 + cell.Exp(cell.W("a")))) - cell.Sigmoid(cell.H - cell.W("b")));
        }),
        ["U h added to W x and read alone"] = () => Of(Plain, cell => cell.Sigmoid(cell.W("a") + cell.U("a")) * cell.U("a")),
        ["W x added to U h and read alone"] = () => Of(Plain, cell => cell.Sigmoid(cell.W("a") + cell.U("a")) * cell.W("a")),
        ["U h on the tape"] = () => Of(Plain, cell =>
        {
            var u = cell.Let("u", cell.U("a"));
            return cell.Tanh(cell.W("a") + u) - cell.H;
        }),
        ["products of two gates added"] = () => Of(Plain, cell =>
            cell.Sigmoid(cell.W("a") + cell.U("b")) * cell.Tanh(cell.W("b") + cell.U("a"))),
        ["a sum that two functions read"] = () => Of(Plain, cell =>
        {
            var sum = cell.W("a") + cell.U("a");
            return cell.Sigmoid(sum) * cell.Tanh(sum) * (sum + cell.H);
        }),
    };

    /// <summary>A cell with the gates a and b, or those of them that its equation has.</summary>
    public static Cell Of(CellSpec spec, Func<CellBuilder, Expression> next)
    {
        Cell cell = Write("a", "b");
        string[] gates = [.. cell.Gates.Where(gate => cell.Values().OfType<Affine>().Any(affine => affine.Gate == gate))];
        return gates.Length == 2 ? cell : Write(gates);

        Cell Write(params string[] gates)
        {
            var cell = new CellBuilder(spec, training: false, "odd cell", gates);
            cell.Next(cell.H, next(cell));
            return cell.Build();
        }
    }
}

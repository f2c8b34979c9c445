namespace CellGen.NumericTests.Host;

/// <summary>The cells of each kind, as a class writes them itself.</summary>
internal static class OwnCells
{
    /// <summary>The method Equations.</summary>
    public static string Write(NetShape shape) => $$"""
        internal static void Equations(CellEquations cell)
        {
            {{Body(shape)}}
        }
        """;

    private static string Body(NetShape shape) => shape.Kind switch
    {
        CellKind.Rnn => $"cell.Next(cell.H, cell.Apply(Nonlinearity.{shape.Nonlinearity}, cell.W(\"h\") + cell.U(\"h\")));",
        CellKind.IndRnn => $"cell.Next(cell.H, cell.Apply(Nonlinearity.{shape.Nonlinearity}, cell.W(\"h\") + (cell.Vector(\"hh\") * cell.Recurrent)));",
        CellKind.Gru => $$"""
            var r = cell.Let("r", cell.Sigmoid(cell.W("r") + cell.U("r")));
            var z = cell.Let("z", cell.Sigmoid(cell.W("z") + cell.U("z")));
            var n = cell.Let("n", cell.Tanh(cell.W("n") + {{(shape.ResetAfter ? "(r * cell.U(\"n\"))" : "cell.U(\"n\", r * cell.Recurrent)")}}));
            cell.Next(cell.H, ((1 - z) * n) + (z * cell.H));
            """,
        CellKind.MinGru => """
            var z = cell.Let("z", cell.Sigmoid(cell.W("z")));
            var n = cell.Let("n", cell.W("n"));
            cell.Next(cell.H, ((1 - z) * cell.H) + (z * n));
            """,
        CellKind.MinLstm => """
            var p = cell.Let("p", 1 + cell.Exp(-cell.W("f")));
            var q = cell.Let("q", 1 + cell.Exp(-cell.W("i")));
            var g = cell.Let("g", cell.W("g"));
            var sum = cell.Let("s", p + q);
            cell.Next(cell.H, ((q / sum) * cell.H) + ((p / sum) * g));
            """,
        CellKind.Lstm => Lstm(shape),
        _ => throw new NotSupportedException($"{shape.Kind} has names of its own."),
    };

    private static string Lstm(NetShape shape) => $$"""
        var c = cell.State("c");
            {{(shape.CoupledGates ? "" : "var i = Gate(\"i\", c);")}}
            var f = Gate("f", c);
            {{(shape.CoupledGates ? "var i = cell.Let(\"i\", 1 - f);" : "")}}
            var g = cell.Let("g", cell.Tanh(cell.W("g") + cell.U("g")));
            {{(shape.Peephole ? "" : "var o = Gate(\"o\", c);")}}
            var next = cell.Next(c, {{(shape.CellClip > 0 ? FormattableString.Invariant($"cell.Clip((f * c) + (i * g), {shape.CellClip})") : "(f * c) + (i * g)")}});
            {{(shape.Peephole ? "var o = Gate(\"o\", next);" : "")}}
            var y = o * cell.Tanh(next);
            cell.Next(cell.H, {{(shape.Projection > 0 ? "cell.Project(y)" : "y")}});

            CellValue Gate(string gate, CellValue state) => cell.Let(gate, cell.Sigmoid(
                {{(shape.Peephole ? "cell.W(gate) + cell.U(gate) + (cell.Vector(\"c\" + gate) * state)" : "cell.W(gate) + cell.U(gate)")}}));
        """;
}

namespace CellGen.Generator.Bench;

/// <summary>The files of a project that uses CellGen: one a cell, the README's first, and one that has nothing to do with them.</summary>
internal static class Sources
{
    private static readonly string[] Kinds = ["Gru", "Lstm", "Rnn"];

    private const string Lstm = """
        internal static void Equations(CellEquations cell)
            {
                var c = cell.State("c");
                var i = Gate(cell, "i");
                var f = Gate(cell, "f");
                var g = cell.Let("g", cell.Tanh(cell.W("g") + cell.U("g")));
                var o = Gate(cell, "o");
                var next = cell.Next(c, (f * c) + (i * g));
                cell.Next(cell.H, o * cell.Tanh(next));
            }

            private static CellValue Gate(CellEquations cell, string gate) => cell.Let(gate, cell.Sigmoid(cell.W(gate) + cell.U(gate)));
        """;

    /// <summary>GRU(10, 20, 2 layers, bidirectional) with a head of 3; or another number of units, for an edit.</summary>
    public static string Readme(int hidden = 20) => Net("Gru", input: 10, hidden, layers: 2, bidirectional: true, "GestureNet");

    /// <summary>A file without a cell.</summary>
    public static string Unrelated(int answer) => $$"""
        namespace Game;

        public static class Player
        {
            public static int Answer() => {{answer}};
        }
        """;

    /// <summary>The README's net, and others of which no two have the same size: 9 to 107 units, 1 to 2 layers, each third in both directions.</summary>
    public static IEnumerable<string> Cells(int count) => Enumerable.Range(1, count - 1)
        .Select(i => Net(Kinds[i % 3], input: 1 + (7 * i % 40), hidden: 8 + i, layers: 1 + (i % 2), bidirectional: i / 3 % 3 == 0, $"Net{i}"))
        .Prepend(Readme());

    /// <summary>LSTMs of 16 units and more, as a kind of ours or as equations of their class.</summary>
    public static IEnumerable<string> Lstms(int count, bool own) => Enumerable.Range(16, count).Select(hidden => $$"""
        using CellGen;

        namespace Game;

        [RecurrentCell({{(own ? "Equations = nameof(Equations)" : "Kind = CellKind.Lstm")}}, Input = 10, Hidden = {{hidden}})]
        public partial class Lstm{{hidden}}
        {
            {{(own ? Lstm : "")}}
        }
        """);

    private static string Net(string kind, int input, int hidden, int layers, bool bidirectional, string name) => $$"""
        using CellGen;

        namespace Game;

        [RecurrentCell(Kind = CellKind.{{kind}}, Input = {{input}}, Hidden = {{hidden}}, Layers = {{layers}}, Bidirectional = {{(bidirectional ? "true" : "false")}})]
        [DenseHead(Output = 3)]
        public partial class {{name}} { }
        """;
}

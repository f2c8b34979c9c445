using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Onnx;

/// <summary>A row's net as an ONNX model: one node a layer, its two directions side by side as torch has them.</summary>
internal static class OnnxModel
{
    /// <summary>Input x, output y; a net that is called a step at a time has the states l0.h0 and l0.c0 as inputs, l0.h1 and l0.c1 as outputs, of each layer.</summary>
    public static byte[] Build(Problem problem)
    {
        Row row = problem.Row;
        var graph = new OnnxGraph();
        string value = graph.Input("x", row.IsStepwise ? 1 : row.Steps, row.Batch, row.Input);
        if (row.IsStepwise)
        {
            Step(graph, problem, value);
            return graph.ToModel();
        }

        for (int layer = 0; layer < row.Layers; layer++)
        {
            string sequence = graph.NewName();
            Recurrent(graph, problem, layer, value, ["", "", ""], [sequence]);

            // [T, D, B, H] to [T, B, D H]; a single direction is only another shape.
            if (row.Directions == 2)
            {
                string transposed = graph.NewName();
                graph.Node("Transpose", [sequence], [transposed], ("perm", new[] { 0, 2, 1, 3 }));
                sequence = transposed;
            }

            value = layer == row.Layers - 1 ? "y" : graph.NewName();
            graph.Node("Reshape", [sequence, graph.Constant(row.Steps, row.Batch, row.Directions * row.Hidden)], [value]);
        }

        graph.Output("y", row.Steps, row.Batch, row.OutputSize);
        return graph.ToModel();
    }

    private static void Step(OnnxGraph graph, Problem problem, string value)
    {
        Row row = problem.Row;
        for (int layer = 0; layer < row.Layers; layer++)
        {
            string[] states = [.. StatesOf(row.Kind).Select(state => $"l{layer}.{state}")];
            string[] before = [.. states.Select(state => graph.Input(state + "0", 1, row.Batch, row.Hidden))];
            Recurrent(graph, problem, layer, value, ["", before[0], before[^1]], ["", .. states.Select(state => state + "1")]);
            foreach (string state in states)
            {
                graph.Output(state + "1", 1, row.Batch, row.Hidden);
            }

            value = states[0] + "1";
        }

        if (row.Head > 0)
        {
            string product = graph.NewName();
            graph.Node("MatMul", [value, graph.Constant(problem.Values("head.weight"), row.Hidden, row.Head)], [product]);
            graph.Node("Add", [product, graph.Constant(problem.Values("head.bias"), row.Head)], ["y"]);
        }
        else
        {
            graph.Node("Identity", [value], ["y"]);
        }

        graph.Output("y", 1, row.Batch, row.OutputSize);
    }

    /// <summary>What a cell keeps from step to step.</summary>
    public static string[] StatesOf(CellKind kind) => kind == CellKind.Lstm ? ["h", "c"] : ["h"];

    /// <summary>rest: sequence_lens, initial_h, initial_c.</summary>
    private static void Recurrent(OnnxGraph graph, Problem problem, int layer, string input, string[] rest, string[] outputs)
    {
        Row row = problem.Row;
        int rows = row.Gates * row.Hidden;
        string w = graph.Constant(Reordered(problem, layer, [0]), row.Directions, rows, row.InputOf(layer));
        string r = graph.Constant(Reordered(problem, layer, [1]), row.Directions, rows, row.Hidden);
        string b = graph.Constant(Reordered(problem, layer, [2, 3]), row.Directions, 2 * rows);
        string[] inputs = [input, w, r, b, .. row.Kind == CellKind.Lstm ? rest : rest[..2]];
        var attributes = new List<(string, object)> { ("hidden_size", row.Hidden), ("direction", row.Bidirectional ? "bidirectional" : "forward") };
        if (row.Kind == CellKind.Gru)
        {
            attributes.Add(("linear_before_reset", 1));
        }

        graph.Node(row.Kind.ToString().ToUpperInvariant(), inputs[..(Array.FindLastIndex(inputs, name => name.Length > 0) + 1)], outputs, [.. attributes]);
    }

    /// <summary>The gates of a tensor in ONNX's order: z, r, h for r, z, n; i, o, f, c for i, f, g, o.</summary>
    public static float[] InOnnxOrder(CellKind kind, float[] values)
    {
        int[] order = kind switch { CellKind.Gru => [1, 0, 2], CellKind.Lstm => [0, 3, 1, 2], _ => [0] };
        int gate = values.Length / order.Length;
        return [.. order.SelectMany(from => values[(from * gate)..((from + 1) * gate)])];
    }

    /// <summary>Both directions of some tensors, the gates in ONNX's order.</summary>
    private static float[] Reordered(Problem problem, int layer, int[] tensors)
    {
        Row row = problem.Row;
        var result = new List<float>();
        for (int direction = 0; direction < row.Directions; direction++)
        {
            foreach (int tensor in tensors)
            {
                result.AddRange(InOnnxOrder(row.Kind, problem.Weights(layer, direction, tensor)));
            }
        }

        return [.. result];
    }
}

using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Onnx;

/// <summary>One step of a net of several layers as an ONNX model: its states are inputs and outputs, and so is each output.</summary>
internal static class OnnxLayers
{
    /// <summary>Input x; for each cell the states name.h0 and name.h1, c0 and c1; the outputs under their layers' names.</summary>
    public static byte[] Build(Problem problem)
    {
        Row row = problem.Row;
        var graph = new OnnxGraph();
        var values = new Dictionary<string, string> { ["input"] = graph.Input("x", 1, 1, row.Input) };
        foreach (NetLayer layer in row.Net)
        {
            string input = values[layer.Reads[0]];
            if (layer.Reads.Count > 1)
            {
                input = graph.NewName();
                graph.Node("Concat", [.. layer.Reads.Select(name => values[name])], [input], ("axis", 2));
            }

            values[layer.Name] = layer.Cell is null ? Dense(graph, problem, layer, input) : Recurrent(graph, problem, layer, input);
        }

        return graph.ToModel();
    }

    private static string Dense(OnnxGraph graph, Problem problem, NetLayer layer, string input)
    {
        int inputs = problem.Row.InputOf(layer);
        float[] weight = problem.Values(layer.Name + ".weight");
        float[] transposed = [.. Enumerable.Range(0, weight.Length).Select(i => weight[(i % layer.Size * inputs) + (i / layer.Size)])];
        string product = graph.NewName();
        graph.Node("MatMul", [input, graph.Constant(transposed, inputs, layer.Size)], [product]);
        string sum = layer.IsOutput && layer.Function == Nonlinearity.Identity ? layer.Name : graph.NewName();
        graph.Node("Add", [product, graph.Constant(problem.Values(layer.Name + ".bias"), layer.Size)], [sum]);
        string result = sum;
        if (layer.Function != Nonlinearity.Identity)
        {
            result = layer.IsOutput ? layer.Name : graph.NewName();
            graph.Node(layer.Function.ToString(), [sum], [result]);
        }

        if (layer.IsOutput)
        {
            graph.Output(layer.Name, 1, 1, layer.Size);
        }

        return result;
    }

    private static string Recurrent(OnnxGraph graph, Problem problem, NetLayer layer, string input)
    {
        int rows = layer.Gates * layer.Size;
        float[] Ordered(string tensor) => OnnxModel.InOnnxOrder(layer.Cell!.Value, problem.Values($"{layer.Name}.{tensor}_l0"));
        bool isLstm = layer.Cell == CellKind.Lstm;
        string[] states = isLstm ? ["h", "c"] : ["h"];
        string[] before = [.. states.Select(state => graph.Input($"{layer.Name}.{state}0", 1, 1, layer.Size))];
        string[] after = [.. states.Select(state => $"{layer.Name}.{state}1")];
        string[] inputs =
        [
            input,
            graph.Constant(Ordered("weight_ih"), 1, rows, problem.Row.InputOf(layer)),
            graph.Constant(Ordered("weight_hh"), 1, rows, layer.Size),
            graph.Constant([.. Ordered("bias_ih"), .. Ordered("bias_hh")], 1, 2 * rows),
            "",
            .. before,
        ];
        (string, object)[] attributes = isLstm
            ? [("hidden_size", layer.Size)]
            : [("hidden_size", layer.Size), ("linear_before_reset", 0), ("activations", new[] { "Sigmoid", layer.Function.ToString() })];
        graph.Node(isLstm ? "LSTM" : "GRU", inputs, ["", .. after], attributes);
        foreach (string state in after)
        {
            graph.Output(state, 1, 1, layer.Size);
        }

        return after[0];
    }
}

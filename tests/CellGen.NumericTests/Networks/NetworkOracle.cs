using CellGen.NumericTests.Host;
using CellGen.NumericTests.Oracle;

namespace CellGen.NumericTests.Networks;

/// <summary>
/// Nets of several layers in double precision and plain loops, from the attributes' documentation: the cells are those of
/// <see cref="OracleNet"/>, around them dense layers, convolutions, functions, joins and heads. It shares no code with the generator.
/// </summary>
/// <param name="net">The net.</param>
/// <param name="weights">The parameters by name, row-major.</param>
internal sealed class NetworkOracle(NetworkDescription net, IReadOnlyDictionary<string, double[]> weights)
{
    private readonly OracleNet?[] _cells = [.. net.Nodes.Select(node => !node.IsCell ? null : new OracleNet(
        node.Shape,
        node.Shape.Tensors.ToDictionary(tensor => tensor.Name, tensor => weights[node.Prefix + tensor.Name])))];

    /// <summary>Runs a sequence of rows.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="initial">The states of the layers that have one, in their order: h and c of a cell, earlier inputs of a convolution.</param>
    /// <returns>The outputs, and the final states.</returns>
    public (double[][] Outputs, OracleState[] Final) Forward(double[] input, OracleState[] initial)
    {
        double[][] rows = [.. input.Chunk(net.Input)];
        var given = new double[net.Nodes.Count][][];
        var final = new List<OracleState>();
        var last = new Dictionary<int, double[]>();
        double[][] Of(int source) => source < 0 ? rows : given[source];
        for (int i = 0; i < given.Length; i++)
        {
            NetworkNode node = net.Nodes[i];
            int source = node.Sources[0];
            double[][][] read = [.. node.Sources.Select(Of)];
            switch (node.Layer.Layer)
            {
                case "RecurrentCell":
                    var (output, state) = _cells[i]!.Forward([.. read[0].SelectMany(row => row)], initial[final.Count]);
                    given[i] = [.. output.Chunk(node.Size)];
                    final.Add(state);
                    last[i] = LastOf(node.Shape, state);
                    break;
                case "Conv1d" when node.Layer.Frame > 0:
                    double[][] zeros = [.. Enumerable.Range(0, node.Layer.Padding).Select(_ => new double[node.Channels])];
                    given[i] = Array.ConvertAll(read[0], row => Convolution(node, [.. zeros, .. row.Chunk(node.Channels), .. zeros]).SelectMany(y => y).ToArray());
                    break;
                case "Conv1d":
                    double[][] all = node.HasState ? [.. initial[final.Count].Hidden.Chunk(node.Channels), .. read[0]] : read[0];
                    given[i] = Convolution(node, all);
                    if (node.HasState)
                    {
                        final.Add(new([.. all[^node.Past..].SelectMany(row => row)], []));
                    }

                    break;
                case "Concatenate":
                    given[i] = [.. rows.Select((_, t) => read.SelectMany(each => each[t]).ToArray())];
                    break;
                case "Add":
                    given[i] = [.. rows.Select((_, t) => Enumerable.Range(0, node.Size).Select(k => read.Sum(each => each[t][k])).ToArray())];
                    break;
                case "Activation":
                    given[i] = Array.ConvertAll(read[0], row => Array.ConvertAll(row, value => OracleCell.Apply(node.Layer.Nonlinearity!.Value, value)));
                    break;
                default:
                    given[i] = Array.ConvertAll(node.Layer.Over switch
                    {
                        HeadInput.LastState => [last.GetValueOrDefault(source) ?? read[0][^1]],
                        HeadInput.MeanState => [[.. Enumerable.Range(0, node.Input).Select(k => read[0].Average(row => row[k]))]],
                        _ => read[0],
                    }, row => Dense(node, row));
                    break;
            }
        }

        return ([.. net.Outputs.Select(node => given[net.Nodes.ToList().IndexOf(node)].SelectMany(row => row).ToArray())], [.. final]);
    }

    private double[] Dense(NetworkNode node, double[] row)
    {
        double[] y = Activated(node, OracleCell.Product(weights[node.Prefix + "weight"], node.Size, row));
        return node.Layer.LogSoftmax ? OracleHead.LogSoftmax(y) : y;
    }

    /// <summary>y_p[o] = f(b[o] + Σ_k Σ_c W[o, c, k] x_(p · stride + k · dilation)[c]), as torch.nn.Conv1d states it, wherever all positions are there.</summary>
    private double[][] Convolution(NetworkNode node, double[][] positions)
    {
        NetworkLayer layer = node.Layer;
        double[] weight = weights[node.Prefix + "weight"];
        int count = ((positions.Length - (layer.Dilation * (layer.Kernel - 1)) - 1) / layer.Stride) + 1;
        return [.. Enumerable.Range(0, count).Select(p => Activated(node, [.. Enumerable.Range(0, layer.Output).Select(o =>
        {
            double sum = 0;
            for (int k = 0; k < layer.Kernel; k++)
            {
                for (int c = 0; c < node.Channels; c++)
                {
                    sum += weight[(((o * node.Channels) + c) * layer.Kernel) + k] * positions[(p * layer.Stride) + (k * layer.Dilation)][c];
                }
            }

            return sum;
        })]))];
    }

    private double[] Activated(NetworkNode node, double[] y)
    {
        y = node.Layer.Bias ? [.. y.Zip(weights[node.Prefix + "bias"], (a, b) => a + b)] : y;
        return Array.ConvertAll(y, value => OracleCell.Apply(node.Layer.Nonlinearity ?? Nonlinearity.Identity, value));
    }

    /// <summary>The last layer's state after the last step, of both directions as they are merged.</summary>
    private static double[] LastOf(NetShape shape, OracleState final)
    {
        double[][] directions = [.. final.Hidden[^(shape.Directions * shape.StateSize)..].Chunk(shape.StateSize)];
        return shape.Merge == DirectionMerge.Sum && shape.Bidirectional
            ? [.. directions[0].Zip(directions[1], (a, b) => a + b)]
            : [.. directions.SelectMany(row => row)];
    }
}

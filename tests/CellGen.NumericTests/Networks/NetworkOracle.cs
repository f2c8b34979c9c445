using CellGen.NumericTests.Host;
using CellGen.NumericTests.Oracle;

namespace CellGen.NumericTests.Networks;

/// <summary>
/// Nets of several layers in double precision and plain loops, from the attributes' documentation: the cells are those of
/// <see cref="OracleNet"/>, around them dense layers, joins and heads. It shares no code with the generator.
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
    /// <param name="initial">The states of the cells, in their order.</param>
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
                case "Concatenate":
                    given[i] = [.. rows.Select((_, t) => read.SelectMany(each => each[t]).ToArray())];
                    break;
                case "Add":
                    given[i] = [.. rows.Select((_, t) => Enumerable.Range(0, node.Size).Select(k => read.Sum(each => each[t][k])).ToArray())];
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
        double[] y = OracleCell.Product(weights[node.Prefix + "weight"], node.Size, row);
        y = node.Layer.Bias ? [.. y.Zip(weights[node.Prefix + "bias"], (a, b) => a + b)] : y;
        y = Array.ConvertAll(y, value => OracleCell.Apply(node.Layer.Nonlinearity ?? Nonlinearity.Identity, value));
        return node.Layer.LogSoftmax ? OracleHead.LogSoftmax(y) : y;
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

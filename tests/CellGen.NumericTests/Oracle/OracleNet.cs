using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Oracle;

/// <summary>
/// Recurrent nets in double precision and plain loops, written from the documentation of torch.nn. It shares no code with
/// the generator and knows nothing of its layout.
/// </summary>
/// <param name="shape">The net.</param>
/// <param name="weights">The parameters by torch's names, row-major.</param>
public sealed class OracleNet(NetShape shape, IReadOnlyDictionary<string, double[]> weights)
{
    /// <summary>Runs a sequence, [T × Input], from an initial state.</summary>
    /// <returns>The output, [T × OutputSize] or [OutputSize], and the final state.</returns>
    public (double[] Output, OracleState Final) Forward(double[] input, OracleState initial)
    {
        int steps = input.Length / shape.Input;
        int hidden = shape.Hidden;
        double[][] rows = [.. Enumerable.Range(0, steps).Select(t => input[(t * shape.Input)..((t + 1) * shape.Input)])];
        var final = new OracleState([.. initial.Hidden], [.. initial.Cell]);

        for (int layer = 0; layer < shape.Layers; layer++)
        {
            double[][] outputs = [.. rows.Select(_ => new double[hidden * shape.Directions])];
            for (int direction = 0; direction < shape.Directions; direction++)
            {
                var cell = new OracleCell(shape, weights, layer, direction);
                int at = ((layer * shape.Directions) + direction) * hidden;
                double[] h = final.Hidden[at..(at + hidden)];
                double[] c = shape.HasCell ? final.Cell[at..(at + hidden)] : [];
                for (int i = 0; i < steps; i++)
                {
                    int t = direction == 0 ? i : steps - 1 - i;
                    (h, c) = cell.Step(rows[t], h, c);
                    h.CopyTo(outputs[t], direction * hidden);
                }

                h.CopyTo(final.Hidden, at);
                c.CopyTo(final.Cell, shape.HasCell ? at : 0);
            }

            rows = outputs;
        }

        return (Output(rows, final), final);
    }

    private double[] Output(double[][] rows, OracleState final)
    {
        int width = shape.Hidden * shape.Directions;
        return shape.Head?.Over switch
        {
            null => [.. rows.SelectMany(row => row)],
            HeadInput.EveryStep => [.. rows.SelectMany(Head)],
            HeadInput.LastState => Head(final.Hidden[^width..]),
            _ => Head([.. Enumerable.Range(0, width).Select(k => rows.Sum(row => row[k]) / rows.Length)]),
        };
    }

    private double[] Head(double[] x)
    {
        double[] y = OracleCell.Product(weights["head.weight"], shape.Head!.Output, x);
        return shape.Head.Bias ? [.. y.Zip(weights["head.bias"], (a, b) => a + b)] : y;
    }
}

using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Oracle;

/// <summary>
/// Recurrent nets in double precision and plain loops, written from the documentation of torch.nn and of the attributes.
/// It shares no code with the generator and knows nothing of its layout.
/// </summary>
/// <param name="shape">The net.</param>
/// <param name="weights">The parameters by torch's names, row-major.</param>
public sealed class OracleNet(NetShape shape, IReadOnlyDictionary<string, double[]> weights)
{
    private readonly OracleCell[] _cells =
    [
        .. from layer in Enumerable.Range(0, shape.Layers)
           from direction in Enumerable.Range(0, shape.Directions)
           select OracleCell.Create(new(shape, weights, layer, direction)),
    ];

    /// <summary>Runs a sequence, [T × Input], from an initial state.</summary>
    /// <returns>The output, [T × OutputSize] or [OutputSize], and the final state.</returns>
    public (double[] Output, OracleState Final) Forward(double[] input, OracleState initial)
    {
        int steps = input.Length / shape.Input;
        double[][] inputs = [.. Enumerable.Range(0, steps).Select(t => input[(t * shape.Input)..((t + 1) * shape.Input)])];
        var final = new OracleState([.. initial.Hidden], [.. initial.Cell]);

        double[][] rows = inputs;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            double[][] read = rows;
            double[][][] outputs = [.. Enumerable.Range(0, shape.Directions).Select(direction => Direction(read, final, layer, direction))];
            rows = shape.Directions == 1 ? outputs[0] : [.. Enumerable.Range(0, steps).Select(t => Merge(outputs.Select(output => output[t])))];
        }

        double[] before = initial.Hidden[^shape.StateSize..];
        return (new OracleHead(shape, weights).Output(inputs, rows, before, LastState(final)), final);
    }

    // The outputs of one layer and direction, step by step; final holds its initial state and then its final one.
    private double[][] Direction(double[][] rows, OracleState final, int layer, int direction)
    {
        int index = (layer * shape.Directions) + direction;
        OracleCell cell = _cells[index];
        int hiddenAt = index * shape.StateSize;
        int cellAt = shape.HasCell ? index * shape.Hidden : 0;
        double[] h = final.Hidden[hiddenAt..(hiddenAt + shape.StateSize)];
        double[] c = shape.HasCell ? final.Cell[cellAt..(cellAt + shape.Hidden)] : [];
        var outputs = new double[rows.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            int t = direction == 0 ? i : rows.Length - 1 - i;
            (h, c) = cell.Step(rows[t], h, c);
            outputs[t] = h;
        }

        h.CopyTo(final.Hidden, hiddenAt);
        c.CopyTo(final.Cell, cellAt);
        return outputs;
    }

    private double[] LastState(OracleState final) =>
        Merge(final.Hidden[^(shape.Directions * shape.StateSize)..].Chunk(shape.StateSize));

    private double[] Merge(IEnumerable<double[]> directions) => shape.Merge == DirectionMerge.Sum
        ? directions.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)])
        : [.. directions.SelectMany(row => row)];
}

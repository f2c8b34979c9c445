using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Oracle;

/// <summary>The output of a net from the outputs of its last layer.</summary>
/// <param name="shape">The net.</param>
/// <param name="weights">The parameters by torch's names, row-major.</param>
internal sealed class OracleHead(NetShape shape, IReadOnlyDictionary<string, double[]> weights)
{
    /// <summary>The output, [T × OutputSize] or [OutputSize].</summary>
    /// <param name="inputs">The net's input of each step.</param>
    /// <param name="rows">The last layer's output of each step.</param>
    /// <param name="before">The last layer's state before the first step.</param>
    /// <param name="last">The last layer's state after the last step, of both directions as they are merged.</param>
    public double[] Output(double[][] inputs, double[][] rows, double[] before, double[] last) => shape.Head?.Over switch
    {
        null => [.. rows.SelectMany(row => row)],
        HeadInput.EveryStep => [.. rows.SelectMany(Row)],
        HeadInput.LastState => Row(last),
        HeadInput.MeanState => Row([.. last.Select((_, k) => rows.Sum(row => row[k]) / rows.Length)]),
        HeadInput.InputAndPreviousState => [.. inputs.SelectMany((x, t) => Row([.. x, .. t == 0 ? before : rows[t - 1]]))],
        _ => throw new NotSupportedException(shape.Name),
    };

    private double[] Row(double[] features)
    {
        string module = shape.Head!.ReadsInput ? "i2o" : "head";
        double[] y = OracleCell.Product(weights[module + ".weight"], shape.Head.Output, features);
        y = shape.Head.Bias ? [.. y.Zip(weights[module + ".bias"], (a, b) => a + b)] : y;
        return shape.Head.LogSoftmax ? LogSoftmax(y) : y;
    }

    internal static double[] LogSoftmax(double[] y)
    {
        double largest = y.Max();
        double logSum = largest + Math.Log(y.Sum(value => Math.Exp(value - largest)));
        return Array.ConvertAll(y, value => value - logSum);
    }
}

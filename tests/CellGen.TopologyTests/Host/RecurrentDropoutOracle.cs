namespace CellGen.TopologyTests.Host;

/// <summary>
/// Cells with one layer in double precision, from the papers' equations: the gates read m ⊙ h, everything else h itself.
/// There is a mask for each direction.
/// </summary>
internal sealed class RecurrentDropoutOracle(
    CellKind kind, bool resetAfter, int input, int hidden, Dictionary<string, double[]> weights, double[][] masks)
{
    /// <summary>The output gradient times the outputs, summed; the gradient of this is what Backward must give.</summary>
    public double Loss(double[] inputs, double[] outputGradient) => Forward(inputs).Zip(outputGradient, (y, d) => y * d).Sum();

    public double[] Forward(double[] inputs)
    {
        double[][] steps = [.. inputs.Chunk(input)];
        var forward = Run(steps, 0);
        if (masks.Length == 1)
        {
            return [.. forward.SelectMany(h => h)];
        }

        var reverse = Run(Enumerable.Reverse(steps), 1);
        return [.. forward.Zip(Enumerable.Reverse(reverse), (first, second) => first.Concat(second)).SelectMany(h => h)];
    }

    private List<double[]> Run(IEnumerable<double[]> steps, int direction)
    {
        var outputs = new List<double[]>();
        double[] h = new double[hidden], c = new double[hidden];
        foreach (double[] x in steps)
        {
            (h, c) = Step(x, h, c, direction);
            outputs.Add(h);
        }

        return outputs;
    }

    private (double[] H, double[] C) Step(double[] x, double[] h, double[] c, int direction)
    {
        string end = direction == 0 ? "_l0" : "_l0_reverse";
        double[] read = [.. h.Zip(masks[direction], (value, factor) => value * factor)];
        double W(int gate, int unit) => Product("ih" + end, x, gate, unit);
        double U(int gate, int unit) => Product("hh" + end, read, gate, unit);
        double[] Units(Func<int, double> unit) => [.. Enumerable.Range(0, hidden).Select(unit)];
        if (kind == CellKind.Rnn)
        {
            return (Units(j => Math.Tanh(W(0, j) + U(0, j))), c);
        }

        if (kind == CellKind.Gru)
        {
            double[] r = Units(j => Sigmoid(W(0, j) + U(0, j)));
            double[] z = Units(j => Sigmoid(W(1, j) + U(1, j)));
            double[] reset = [.. read.Zip(r, (value, gate) => value * gate)];
            double[] n = Units(j => Math.Tanh(W(2, j) + (resetAfter ? r[j] * U(2, j) : Product("hh" + end, reset, 2, j))));
            return (Units(j => ((1 - z[j]) * n[j]) + (z[j] * h[j])), c);
        }

        double[] next = Units(j => (Sigmoid(W(1, j) + U(1, j)) * c[j]) + (Sigmoid(W(0, j) + U(0, j)) * Math.Tanh(W(2, j) + U(2, j))));
        return (Units(j => Sigmoid(W(3, j) + U(3, j)) * Math.Tanh(next[j])), next);
    }

    private double Product(string name, double[] operand, int gate, int unit)
    {
        int row = (gate * hidden) + unit;
        double[] weight = weights["weight_" + name];
        double sum = weights["bias_" + name][row];
        for (int k = 0; k < operand.Length; k++)
        {
            sum += weight[(row * operand.Length) + k] * operand[k];
        }

        return sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

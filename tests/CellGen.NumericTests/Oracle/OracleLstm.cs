namespace CellGen.NumericTests.Oracle;

/// <summary>
/// i, f, o = σ(…), g = tanh(…); c' = f ⊙ c + i ⊙ g, clipped to ±CellClip; h' = o ⊙ tanh(c'), times W_hr where there is a
/// projection. With peepholes i and f also see c, and o sees c'. The order of the rows is i, f, g, o; where the gates are
/// coupled, i = 1 − f and the rows are f, g, o. Clip does not bound the argument of tanh(c'): nor does it in ONNX Runtime.
/// σ and both tanh may be other functions.
/// </summary>
internal sealed class OracleLstm(OracleLayer layer) : OracleCell(layer)
{
    public override (double[] Hidden, double[] Cell) Step(double[] x, double[] h, double[] c)
    {
        int size = Shape.Hidden;
        double[] sum = Sum(OfInput(x), OfState(h));
        double[]? forget = Peephole("weight_cf"), input = Shape.CoupledGates ? null : Peephole("weight_ci"), output = Peephole("weight_co");
        int row = Shape.CoupledGates ? 0 : size; // of f
        var (nextCell, nextHidden) = (new double[size], new double[size]);
        for (int k = 0; k < size; k++)
        {
            double f = Gate(sum[row + k] + Seen(forget, c, k));
            double i = Shape.CoupledGates ? 1 - f : Gate(sum[k] + Seen(input, c, k));
            double g = Activate(sum[row + size + k]);
            nextCell[k] = (f * c[k]) + (i * g);
            if (Shape.CellClip > 0)
            {
                nextCell[k] = Math.Clamp(nextCell[k], -Shape.CellClip, Shape.CellClip);
            }

            double o = Gate(sum[row + (2 * size) + k] + Seen(output, nextCell, k));
            nextHidden[k] = o * Apply(Shape.OutputNonlinearity, nextCell[k]);
        }

        return (Shape.Projection > 0 ? Product(Tensor("weight_hr"), Shape.Projection, nextHidden) : nextHidden, nextCell);
    }

    private double[]? Peephole(string name) => Shape.Peephole ? Tensor(name) : null;

    private static double Seen(double[]? peephole, double[] cell, int unit) => peephole is null ? 0 : peephole[unit] * cell[unit];
}

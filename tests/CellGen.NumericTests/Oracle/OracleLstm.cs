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
        double[] OfGate(char gate) => sum[(Row(gate) * size)..((Row(gate) + 1) * size)];

        double[] f = Gate('f', OfGate('f'), c);
        double[] i = Shape.CoupledGates ? Array.ConvertAll(f, value => 1 - value) : Gate('i', OfGate('i'), c);
        double[] g = Array.ConvertAll(OfGate('g'), Activate);
        var nextCell = new double[size];
        for (int k = 0; k < size; k++)
        {
            nextCell[k] = (f[k] * c[k]) + (i[k] * g[k]);
            if (Shape.CellClip > 0)
            {
                nextCell[k] = Math.Clamp(nextCell[k], -Shape.CellClip, Shape.CellClip);
            }
        }

        double[] o = Gate('o', OfGate('o'), nextCell);
        double[] nextHidden = [.. o.Zip(nextCell, (gate, cell) => gate * Apply(Shape.OutputNonlinearity, cell))];
        return (Shape.Projection > 0 ? Product(Tensor("weight_hr"), Shape.Projection, nextHidden) : nextHidden, nextCell);
    }

    private int Row(char gate) => (Shape.CoupledGates ? "fgo" : "ifgo").IndexOf(gate, StringComparison.Ordinal);

    private double[] Gate(char gate, double[] sum, double[] cell)
    {
        double[]? peephole = Shape.Peephole ? Tensor("weight_c" + gate) : null;
        return [.. sum.Select((value, k) => Gate(peephole is null ? value : value + (peephole[k] * cell[k])))];
    }
}

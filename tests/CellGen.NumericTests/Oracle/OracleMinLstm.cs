namespace CellGen.NumericTests.Oracle;

/// <summary>
/// f = σ(W_f x + b_if), i = σ(W_i x + b_ii), g = W_g x + b_ig, h' = (f ⊙ h + i ⊙ g) / (f + i). The order of the rows is
/// f, i, g.
/// </summary>
internal sealed class OracleMinLstm(OracleLayer layer) : OracleCell(layer)
{
    public override (double[] Hidden, double[] Cell) Step(double[] x, double[] h, double[] c)
    {
        double[] input = OfInput(x);
        int size = h.Length;
        var next = new double[size];
        for (int k = 0; k < size; k++)
        {
            double f = Sigmoid(input[k]);
            double i = Sigmoid(input[size + k]);
            double g = input[(2 * size) + k];
            next[k] = ((f * h[k]) + (i * g)) / (f + i);
        }

        return (next, []);
    }
}

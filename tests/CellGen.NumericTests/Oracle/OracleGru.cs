namespace CellGen.NumericTests.Oracle;

/// <summary>
/// r = σ(W_r x + b_ir + U_r h + b_hr), z likewise; h' = (1 − z) ⊙ n + z ⊙ h, with n = tanh(W_n x + b_in + r ⊙ (U_n h + b_hn)),
/// or n = tanh(W_n x + b_in + U_n (r ⊙ h) + b_hn) where the reset comes before the product; or other functions in the place of
/// σ and tanh.
/// </summary>
internal sealed class OracleGru(OracleLayer layer) : OracleCell(layer)
{
    public override (double[] Hidden, double[] Cell) Step(double[] x, double[] h, double[] c)
    {
        int size = Shape.Hidden;
        double[] input = OfInput(x);
        double[] state = OfState(h);
        var r = new double[size];
        for (int k = 0; k < size; k++)
        {
            r[k] = Gate(input[k] + state[k]);
        }

        double[] candidate = Candidate(r, h, state);
        var next = new double[size];
        for (int k = 0; k < size; k++)
        {
            double z = Gate(input[size + k] + state[size + k]);
            double n = Activate(input[(2 * size) + k] + candidate[k]);
            next[k] = ((1 - z) * n) + (z * h[k]);
        }

        return (next, []);
    }

    private double[] Candidate(double[] r, double[] h, double[] state)
    {
        int rows = 2 * Shape.Hidden;
        if (Shape.ResetAfter)
        {
            return Times(r, state.AsSpan(rows));
        }

        double[] product = Product(Tensor("weight_hh").AsSpan(rows * Shape.Hidden), Shape.Hidden, Times(r, h));
        return Sum(product, Shape.Bias ? Tensor("bias_hh")[rows..] : null);
    }

    private static double[] Times(double[] a, ReadOnlySpan<double> b)
    {
        var product = new double[a.Length];
        for (int k = 0; k < product.Length; k++)
        {
            product[k] = a[k] * b[k];
        }

        return product;
    }
}

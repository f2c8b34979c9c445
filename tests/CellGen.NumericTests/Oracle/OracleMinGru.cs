namespace CellGen.NumericTests.Oracle;

/// <summary>z = σ(W_z x + b_iz), n = W_n x + b_in, h' = (1 − z) ⊙ h + z ⊙ n. The order of the rows is z, n.</summary>
internal sealed class OracleMinGru(OracleLayer layer) : OracleCell(layer)
{
    public override (double[] Hidden, double[] Cell) Step(double[] x, double[] h, double[] c)
    {
        double[] input = OfInput(x);
        var next = new double[h.Length];
        for (int k = 0; k < next.Length; k++)
        {
            double z = Gate(input[k]);
            double n = input[next.Length + k];
            next[k] = ((1 - z) * h[k]) + (z * n);
        }

        return (next, []);
    }
}

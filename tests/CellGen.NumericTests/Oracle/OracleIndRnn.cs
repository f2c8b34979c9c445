namespace CellGen.NumericTests.Oracle;

/// <summary>h' = f(W x + b_ih + u ⊙ h).</summary>
internal sealed class OracleIndRnn(OracleLayer layer) : OracleCell(layer)
{
    public override (double[] Hidden, double[] Cell) Step(double[] x, double[] h, double[] c)
    {
        double[] input = OfInput(x);
        double[] u = Tensor("weight_hh");
        return ([.. h.Select((value, k) => Activate(input[k] + (u[k] * value)))], []);
    }
}

namespace CellGen.NumericTests.Oracle;

/// <summary>h' = f(W x + b_ih + U h + b_hh).</summary>
internal sealed class OracleRnn(OracleLayer layer) : OracleCell(layer)
{
    public override (double[] Hidden, double[] Cell) Step(double[] x, double[] h, double[] c) =>
        (Array.ConvertAll(Sum(OfInput(x), OfState(h)), Activate), []);
}

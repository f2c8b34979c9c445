namespace CellGen.NumericTests.Oracle;

/// <summary>h' = i2h([x; h]).</summary>
internal sealed class OracleConcatenating(OracleLayer layer) : OracleCell(layer)
{
    public override (double[] Hidden, double[] Cell) Step(double[] x, double[] h, double[] c) =>
        (Sum(Product(NetTensor("i2h.weight"), Shape.Hidden, [.. x, .. h]), Shape.Bias ? NetTensor("i2h.bias") : null), []);
}

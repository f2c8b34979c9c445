namespace CellGen.ZooTests.Reference;

/// <summary>y = f(W x + b).</summary>
internal sealed class ReferenceDense(Tensors tensors, string prefix, Func<double, double> function) : IReferenceLayer
{
    private readonly float[] _weight = tensors[prefix + "weight"], _bias = tensors[prefix + "bias"];

    public double[] Step(double[] input)
    {
        double[] output = new double[_bias.Length];
        for (int row = 0; row < output.Length; row++)
        {
            output[row] = function(ReferenceMath.Dot(_weight, row, input) + _bias[row]);
        }

        return output;
    }
}

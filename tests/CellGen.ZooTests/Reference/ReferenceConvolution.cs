namespace CellGen.ZooTests.Reference;

/// <summary>
/// A causal convolution over steps: y_t = f(Σ W_k x_(t − (K − 1 − k) · dilation) + b), where what was before the first step is 0. The
/// weights are torch's [outputs × inputs × K].
/// </summary>
internal sealed class ReferenceConvolution(Tensors tensors, string prefix, int inputs, int dilation, Func<double, double> function) : IReferenceLayer
{
    private readonly float[] _weight = tensors[prefix + "weight"], _bias = tensors[prefix + "bias"];
    private readonly List<double[]> _read = [];

    public double[] Step(double[] input)
    {
        _read.Add(input);
        int taps = _weight.Length / _bias.Length / inputs;
        double[] output = new double[_bias.Length];
        for (int row = 0; row < output.Length; row++)
        {
            double sum = _bias[row];
            for (int column = 0; column < inputs; column++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    int step = _read.Count - 1 - ((taps - 1 - tap) * dilation);
                    sum += step < 0 ? 0 : _weight[(((row * inputs) + column) * taps) + tap] * _read[step][column];
                }
            }

            output[row] = function(sum);
        }

        return output;
    }
}

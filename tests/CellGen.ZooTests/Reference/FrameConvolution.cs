namespace CellGen.ZooTests.Reference;

/// <summary>A convolution over the columns of a frame, with a stride: torch's Conv1d and a function.</summary>
internal static class FrameConvolution
{
    /// <summary>Column after column of the output.</summary>
    /// <param name="columns">Those of the input.</param>
    /// <param name="weight">[outputs × inputs × taps].</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="stride">How many columns one output is from the next.</param>
    /// <param name="padding">How many columns of zeros are on both sides.</param>
    /// <param name="function">What follows.</param>
    public static double[][] Run(double[][] columns, float[] weight, float[] bias, int stride, int padding, Func<double, double> function)
    {
        int inputs = columns[0].Length, taps = weight.Length / bias.Length / inputs;
        double[][] result = new double[((columns.Length + (2 * padding) - taps) / stride) + 1][];
        for (int place = 0; place < result.Length; place++)
        {
            double[] output = Array.ConvertAll(bias, value => (double)value);
            for (int tap = 0; tap < taps; tap++)
            {
                int column = (place * stride) + tap - padding;
                for (int row = 0; row < output.Length && column >= 0 && column < columns.Length; row++)
                {
                    for (int input = 0; input < inputs; input++)
                    {
                        output[row] += weight[(((row * inputs) + input) * taps) + tap] * columns[column][input];
                    }
                }
            }

            result[place] = Array.ConvertAll(output, value => function(value));
        }

        return result;
    }
}

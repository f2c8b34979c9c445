namespace CellGen.Samples.Pedal;

/// <summary>
/// The error-to-signal ratio behind a pre-emphasis filter, y[t] − 0.95 y[t − 1], which weighs high notes as ears do (Wright and
/// Välimäki 2020, "Perceptual loss function for neural modeling of audio systems"): Σ (target − output)² / Σ target².
/// </summary>
public static class ErrorToSignal
{
    /// <summary>The part of the sample before that the filter takes away.</summary>
    public const float Emphasis = 0.95f;

    /// <summary>The ratio of two signals.</summary>
    public static double Of(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        (double error, double signal) = (0, 0);
        for (int t = 1; t < output.Length; t++)
        {
            double wanted = target[t] - (Emphasis * target[t - 1]);
            double given = output[t] - (Emphasis * output[t - 1]);
            error += (wanted - given) * (wanted - given);
            signal += wanted * wanted;
        }

        return error / signal;
    }

    /// <summary>The ratio of two signals of twice the rate: of the even and of the odd samples, each as a signal of its own.</summary>
    public static double OfEverySecond(float[] output, float[] target) =>
        Enumerable.Range(0, 2).Average(first => Of(Half(output, first), Half(target[..output.Length], first)));

    private static float[] Half(float[] signal, int first) => [.. signal.Where((_, t) => t % 2 == first)];

    /// <summary>The ratio as a loss: over each piece by the mean energy of all, so that silence is no division by zero.</summary>
    /// <param name="target">All that is learned from.</param>
    public static Loss LossFor(ReadOnlySpan<float> target)
    {
        double energy = 0;
        for (int t = 1; t < target.Length; t++)
        {
            energy += Math.Pow(target[t] - (Emphasis * target[t - 1]), 2) / target.Length;
        }

        return Loss.Of((sequence, output, gradient) => Compute(sequence.Target, output, gradient, energy), sequence => sequence.Target.Length);
    }

    private static float Compute(ReadOnlySpan<float> target, ReadOnlySpan<float> output, Span<float> gradient, double energy)
    {
        gradient.Clear();
        double scale = 1 / (energy * target.Length);
        double sum = 0;
        for (int t = 1; t < target.Length; t++)
        {
            double error = output[t] - target[t] - (Emphasis * (output[t - 1] - target[t - 1]));
            sum += error * error * scale;
            if (!gradient.IsEmpty)
            {
                float slope = (float)(2 * error * scale);
                gradient[t] += slope;
                gradient[t - 1] -= Emphasis * slope;
            }
        }

        return (float)sum;
    }
}

namespace CellGen.ZooTests.Audio;

/// <summary>
/// What is left of a signal when four samples have predicted the next (Levinson and Durbin), with a soft prediction and a zero:
/// in it a pitch is seen better.
/// </summary>
internal static class Whitening
{
    private const int Order = 4;

    public static double[] Residual(ReadOnlySpan<double> samples)
    {
        double[] coefficients = Coefficients(samples), result = new double[samples.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            result[i] = samples[i];
            for (int k = 0; k < coefficients.Length && k < i; k++)
            {
                result[i] += coefficients[k] * samples[i - 1 - k];
            }
        }

        return result;
    }

    private static double[] Coefficients(ReadOnlySpan<double> samples)
    {
        double[] correlation = new double[Order + 1];
        for (int lag = 0; lag <= Order; lag++)
        {
            for (int i = lag; i < samples.Length; i++)
            {
                correlation[lag] += samples[i] * samples[i - lag];
            }

            // A noise floor of −40 dB, and a window over the lags.
            correlation[lag] *= lag == 0 ? 1.0001 : 1 - (0.008 * lag * 0.008 * lag);
        }

        double[] a = new double[Order], result = new double[Order + 1];
        double error = correlation[0];
        for (int i = 0; i < Order && correlation[0] > 0 && (i == 0 || error >= 0.001 * correlation[0]); i++)
        {
            double sum = correlation[i + 1];
            for (int j = 0; j < i; j++)
            {
                sum += a[j] * correlation[i - j];
            }

            double reflection = -sum / error;
            double[] before = [.. a];
            for (int j = 0; j < i; j++)
            {
                a[j] = before[j] + (reflection * before[i - 1 - j]);
            }

            a[i] = reflection;
            error -= reflection * reflection * error;
        }

        if (correlation[0] == 0)
        {
            return result;
        }

        // × (1 + 0.8 / z).
        for (int i = 0; i <= Order; i++)
        {
            double Soft(int k) => k < 0 ? 1 : k < Order ? a[k] * Math.Pow(0.9, k + 1) : 0;
            result[i] = Soft(i) + (0.8 * Soft(i - 1));
        }

        return result;
    }
}

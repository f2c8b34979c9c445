namespace CellGen.NumericTests.Oracle;

/// <summary>Derivatives by central differences of fourth order in double precision.</summary>
public static class FiniteDifference
{
    /// <summary>
    /// The truncation error is of the order step⁴, the rounding error 1e-16 / step: 1e-3 gives both about 1e-13 where the
    /// function is smooth.
    /// </summary>
    public const double SmoothStep = 1e-3;

    /// <summary>For functions with kinks (relu), which a long step would meet.</summary>
    public const double ShortStep = 1e-6;

    /// <summary>dL/d(values[index]); the array is the one that the loss reads, and is left as it was.</summary>
    public static double Estimate(Func<double> loss, double[] values, int index, double step)
    {
        double centre = values[index];
        double At(double offset)
        {
            values[index] = centre + (offset * step);
            return loss();
        }

        double estimate = ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * step);
        values[index] = centre;
        return estimate;
    }
}

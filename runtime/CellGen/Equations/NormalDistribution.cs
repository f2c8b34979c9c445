namespace CellGen;

/// <summary>The normal distribution in double precision; compiled into the runtime and the generator, so that both mean the same.</summary>
internal static class NormalDistribution
{
    /// <summary>Φ(x), by Marsaglia's series (Evaluating the normal distribution, 2004).</summary>
    public static double Cdf(double x)
    {
        if (Math.Abs(x) > 9)
        {
            return x > 0 ? 1 : 0;
        }

        double term = x;
        double sum = x;
        for (int k = 3; k < 300; k += 2)
        {
            term *= x * x / k;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}

namespace CellGen.NumericTests.Oracle;

/// <summary>The normal distribution in double precision, by Marsaglia's series (Evaluating the normal distribution, 2004).</summary>
internal static class NormalSeries
{
    /// <summary>Φ(x).</summary>
    public static double Cdf(double x)
    {
        double term = x;
        double sum = x;
        for (int k = 3; k < 300 && sum + term != sum; k += 2)
        {
            term *= x * x / k;
            sum += term;
        }

        return Math.Abs(x) > 9 ? (x > 0 ? 1 : 0) : 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}

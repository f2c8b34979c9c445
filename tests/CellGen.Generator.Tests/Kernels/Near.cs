namespace CellGen.Generator.Tests.Kernels;

/// <summary>Comparisons of doubles that differ by the order of sums alone.</summary>
internal static class Near
{
    /// <summary>So much of a value, or of 1 where it is smaller, may be wrong.</summary>
    private const double Tolerance = 1e-11;

    /// <summary>The values are the same but for rounding.</summary>
    public static void Assert(double expected, double actual, Func<string> place)
    {
        if (!(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected))))
        {
            Xunit.Assert.Fail($"{place()}: {expected} is expected, {actual} is the result");
        }
    }
}

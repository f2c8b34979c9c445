using CellGen.Compare.Peers;

namespace CellGen.Compare.Measuring;

/// <summary>How far a peer's numbers are from CellGen's.</summary>
/// <param name="Output">The largest difference of an output.</param>
/// <param name="Gradient">The largest difference of a gradient, relative to the tensor's largest value.</param>
internal readonly record struct Agreement(double Output, double Gradient)
{
    private const double OutputTolerance = 2e-5;
    private const double GradientTolerance = 1e-4;

    /// <summary>Whether both are small enough.</summary>
    public bool Holds => Output <= OutputTolerance && Gradient <= GradientTolerance;

    /// <summary>Compares two answers; what one of them lacks counts as infinitely far away.</summary>
    public static Agreement Between(Answer expected, Answer actual)
    {
        double gradient = 0;
        if (expected.InputGradient is not null)
        {
            gradient = Relative(expected.InputGradient, actual.InputGradient!);
        }

        for (int i = 0; i < (expected.Gradients?.Count ?? 0); i++)
        {
            gradient = Math.Max(gradient, Relative(expected.Gradients![i], actual.Gradients![i]));
        }

        return new Agreement(Difference(expected.Output, actual.Output), gradient);
    }

    private static double Relative(float[] expected, float[] actual) => Difference(expected, actual) / expected.Max(Math.Abs);

    private static double Difference(float[] expected, float[] actual)
    {
        if (expected.Length != actual.Length)
        {
            return double.PositiveInfinity;
        }

        double largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            largest = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(largest, difference);
        }

        return largest;
    }
}

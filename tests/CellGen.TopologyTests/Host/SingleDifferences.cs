namespace CellGen.TopologyTests.Host;

/// <summary>Derivatives of what a net computes in single precision, by central differences of fourth order with a step that is long enough for its digits.</summary>
internal static class SingleDifferences
{
    /// <summary>What the differences are good for: the rounding of a loss of a few terms, divided by the step.</summary>
    public const double Tolerance = 1e-3;

    private const float Step = 1f / 32;

    public delegate Span<float> Variables();

    /// <summary>The derivative for each variable, which is left as it was.</summary>
    public static double[] Of(Func<double> function, Variables variables)
    {
        var gradient = new double[variables().Length];
        for (int i = 0; i < gradient.Length; i++)
        {
            float value = variables()[i];
            double At(int steps)
            {
                variables()[i] = value + (steps * Step);
                return function();
            }

            gradient[i] = ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * Step);
            variables()[i] = value;
        }

        return gradient;
    }
}

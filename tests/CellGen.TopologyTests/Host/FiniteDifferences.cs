namespace CellGen.TopologyTests.Host;

/// <summary>Gradients of a function in double precision.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-5;

    /// <summary>The central difference for each variable, which is left as it was.</summary>
    public static double[] Of(Func<double> function, double[] variables)
    {
        var gradient = new double[variables.Length];
        for (int i = 0; i < variables.Length; i++)
        {
            double value = variables[i];
            variables[i] = value + Step;
            double above = function();
            variables[i] = value - Step;
            gradient[i] = (above - function()) / (2 * Step);
            variables[i] = value;
        }

        return gradient;
    }
}

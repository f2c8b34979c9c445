using System.Globalization;

namespace CellGen;

/// <summary>
/// How far a generated network is from its own equations: the method that the generator read, run in double precision, and finite
/// differences of it.
/// </summary>
/// <param name="Values">The largest error of the outputs and final states, in units of the largest value of its tensor (at least 0.1).</param>
/// <param name="WorstValue">The tensor that has it, such as "output".</param>
/// <param name="Gradients">The largest error of the gradients of parameters, input and initial states, in the same units.</param>
/// <param name="WorstGradient">The tensor that has it, such as "weight_hh_l0".</param>
/// <example>
/// <code>
/// var model = new Net(seed: 1);
/// CellCheck report = CellCheck.Run(Net.LightGru, model, steps: 20);
/// Assert.True(report is { Values: &lt; 1e-5, Gradients: &lt; 1e-4 }, report.ToString());
/// </code>
/// </example>
public sealed record CellCheck(double Values, string WorstValue, double Gradients, string WorstGradient)
{
    /// <summary>What a gradient that is small is compared with: it is a difference of larger numbers.</summary>
    private const double SmallestScale = 0.1;

    /// <summary>
    /// Truncation of a central difference of second order is of the order step², rounding of 1e-16 / step; kinks (relu) want a short
    /// step.
    /// </summary>
    private const double Difference = 1e-6;

    /// <summary>Runs a network and its equations on one random sequence, from random states.</summary>
    /// <param name="equations">The method that the attribute names.</param>
    /// <param name="model">The network: any number of layers and directions, without head, tokens and dropout. Its weights are read.</param>
    /// <param name="steps">The length of the sequence, at least 1.</param>
    /// <param name="seed">What the random numbers are drawn from.</param>
    /// <param name="elements">How many gradients of each tensor are compared, spread over it.</param>
    /// <exception cref="ArgumentException">The model is no network without head, tokens and dropout, or its cell has other equations.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no steps, or no elements.</exception>
    public static CellCheck Run(Action<CellEquations> equations, object model, int steps = 20, int seed = 0, int elements = 24)
    {
        ArgumentNullException.ThrowIfNull(equations);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(elements, 1);
        var net = CheckedNet.Of(model);
        var reference = new ReferenceNet(equations, net, steps, seed);
        var generated = net.Run(reference);
        var values = Worst(reference.Forward().Select(expected => (expected.Key, Distance(expected.Value, generated[expected.Key]))));
        var gradients = Worst(reference.Variables.Select(variable => (variable.Key, GradientDistance(reference, variable.Value, generated["d" + variable.Key], elements))));
        return new(values.Error, values.Name, gradients.Error, gradients.Name);
    }

    /// <summary>"values 1.2e-07 (output), gradients 3.4e-06 (weight_hh_l0)".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"values {Values:e1} ({WorstValue}), gradients {Gradients:e1} ({WorstGradient})");

    private static double GradientDistance(ReferenceNet reference, double[] values, float[] actual, int elements)
    {
        int count = Math.Min(elements, values.Length);
        var expected = new double[count];
        var found = new float[count];
        for (int i = 0; i < count; i++)
        {
            int index = (int)(((2L * i) + 1) * values.Length / (2 * count));
            double centre = values[index];
            values[index] = centre + Difference;
            double above = reference.Loss();
            values[index] = centre - Difference;
            double below = reference.Loss();
            values[index] = centre;
            (expected[i], found[i]) = ((above - below) / (2 * Difference), actual[index]);
        }

        return Distance(expected, found);
    }

    /// <summary>NaN anywhere gives NaN.</summary>
    private static double Distance(double[] expected, float[] actual)
    {
        double scale = SmallestScale;
        double difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            scale = Math.Max(scale, Math.Abs(expected[i]));
            difference = Math.Max(difference, Math.Abs(expected[i] - actual[i]));
        }

        return difference / scale;
    }

    private static (string Name, double Error) Worst(IEnumerable<(string Name, double Error)> errors) =>
        errors.Aggregate(("", -1.0), (worst, next) => double.IsNaN(worst.Item2) || next.Error <= worst.Item2 ? worst : next);
}

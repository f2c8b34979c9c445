using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;
using CellGen.NumericTests.Oracle;
using CellGen.Simd;

namespace CellGen.PropertyTests;

/// <summary>What must hold for every problem.</summary>
public static class Agreement
{
    // Four layers and growing states: the errors of a step pass through more steps than in the tests of single shapes.
    private const double ForwardTolerance = 2 * Tolerances.Forward;
    private const double GradientTolerance = 4 * Tolerances.Gradient;

    /// <summary>Fails where a result is off, or the bits of two ways to compute it differ.</summary>
    public static void Check(RandomProblem random)
    {
        var problem = new Problem(random.Shape, random.Lengths[0], "random");
        Dictionary<string, float[]> actual = NetResults.Full(problem, VectorWidths.Exact[0]);
        foreach (VectorWidth width in VectorWidths.Exact.Skip(1))
        {
            BitEquality.Same(actual, NetResults.Full(problem, width), $"{VectorWidths.Exact[0]} and {width}");
        }

        var oracle = new OracleProblem(problem);
        CompareForward(oracle, actual, 1);
        CompareForward(oracle, NetResults.Forward(problem, VectorWidth.Plain), 2);
        BitEquality.Same(actual["output"], NetResults.Forward(problem, VectorWidths.Exact[^1])["output"], "without a tape");
        CompareGradients(random.Shape, oracle, actual);
        BatchAgreement.Check(random);
    }

    private static void CompareForward(OracleProblem oracle, Dictionary<string, float[]> actual, double factor)
    {
        foreach ((string result, double[] values) in oracle.Results())
        {
            Closeness.Within(factor * ForwardTolerance, Closeness.Distance(values, actual[result]), result);
        }
    }

    /// <summary>
    /// An element of every gradient, another one for each shape; where the equations have kinks, a short step seldom meets
    /// one.
    /// </summary>
    private static void CompareGradients(NetShape shape, OracleProblem oracle, Dictionary<string, float[]> actual)
    {
        double step = shape.HasKinks ? FiniteDifference.ShortStep : FiniteDifference.SmoothStep;
        foreach ((string result, double[] values) in oracle.Variables())
        {
            int index = (int)(values.Length * (0.5 + (0.5 * Noise.Values(shape.Name + result, 1)[0])));
            double expected = FiniteDifference.Estimate(oracle.Loss, values, index, step);
            double scale = Math.Max(0.1, actual[result].Max(Math.Abs));
            double distance = Math.Abs(expected - actual[result][index]) / scale;
            Closeness.Within(GradientTolerance, distance, $"{result}[{index}]");
        }
    }
}

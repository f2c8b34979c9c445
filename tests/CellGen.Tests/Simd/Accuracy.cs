using CellGen.Simd;

namespace CellGen.Tests.Simd;

/// <summary>The greatest deviations from a double-precision reference, and how many results were not allowed at all.</summary>
public readonly record struct Accuracy(double Ulp, double Absolute, long Forbidden)
{
    /// <summary>Sweeps a function; a result outside [low, high], or a NaN for a number, is forbidden.</summary>
    public static Accuracy Measure(
        ActivationFunction function, VectorWidth width, Func<double, double> reference, float low, float high) =>
        FloatSweep.Run(
            default(Accuracy),
            arguments =>
            {
                Span<float> results = stackalloc float[arguments.Length];
                WidthDispatch.Apply(function, width, arguments, results);
                Accuracy worst = default;
                for (int i = 0; i < results.Length; i++)
                {
                    worst = Join(worst, Of(arguments[i], results[i], reference, low, high));
                }

                return worst;
            },
            Join);

    /// <summary>Sweeps a function of a single float, whatever its range.</summary>
    public static Accuracy Measure(Func<float, float> function, Func<double, double> reference) =>
        FloatSweep.Run(
            default(Accuracy),
            arguments =>
            {
                Accuracy worst = default;
                foreach (float x in arguments)
                {
                    worst = Join(worst, Of(x, function(x), reference, float.NegativeInfinity, float.PositiveInfinity));
                }

                return worst;
            },
            Join);

    private static Accuracy Of(float x, float y, Func<double, double> reference, float low, float high)
    {
        double exact = reference(x);
        if (double.IsNaN(exact))
        {
            return new(0, 0, float.IsNaN(y) ? 0 : 1);
        }

        if (y == (float)exact)
        {
            return new(float.IsInfinity(y) ? 0 : Math.Abs(y - exact) / UlpOf(exact), float.IsInfinity(y) ? 0 : Math.Abs(y - exact), 0);
        }

        double error = Math.Abs(y - exact);
        return y >= low && y <= high ? new(error / UlpOf(exact), error, 0) : new(0, 0, 1);
    }

    /// <summary>The distance of neighbouring floats at a value, also among the denormals.</summary>
    private static double UlpOf(double value) => Math.ScaleB(1, value == 0 ? -149 : Math.Max(Math.ILogB(value), -126) - 23);

    private static Accuracy Join(Accuracy a, Accuracy b) =>
        new(Math.Max(a.Ulp, b.Ulp), Math.Max(a.Absolute, b.Absolute), a.Forbidden + b.Forbidden);
}

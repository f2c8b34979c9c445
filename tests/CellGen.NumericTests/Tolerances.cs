using CellGen.NumericTests.Host;

namespace CellGen.NumericTests;

/// <summary>How far float32 results may be from double precision, in units of the tensor's largest value.</summary>
public static class Tolerances
{
    /// <summary>Outputs and states; the largest distance met is 1.2e-6.</summary>
    public const double Forward = 2e-6;

    /// <summary>Gradients; the largest distance met is 3.0e-6, where the terms of a sum cancel.</summary>
    public const double Gradient = 5e-6;

    /// <summary>What ONNX Runtime computes in float32; the largest distance met is 5.3e-7.</summary>
    public const double Onnx = 1e-6;

    /// <summary>The tolerance of a result by its name in <see cref="NetResults"/>.</summary>
    public static double Of(string result) =>
        result.EndsWith(NetResults.GradientSuffix, StringComparison.Ordinal) ? Gradient : Forward;
}

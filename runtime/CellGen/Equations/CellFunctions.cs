namespace CellGen;

/// <summary>The functions of <see cref="Nonlinearity"/> in double precision, for who runs equations step by step.</summary>
internal static class CellFunctions
{
    /// <summary>The value of a function.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    public static double Evaluate(Nonlinearity function, double x) => function switch
    {
        Nonlinearity.Tanh => Math.Tanh(x),
        Nonlinearity.Relu => Math.Max(x, 0),
        Nonlinearity.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Nonlinearity.Identity => x,
        Nonlinearity.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        Nonlinearity.Gelu => x * NormalDistribution.Cdf(x),
        Nonlinearity.LeakyRelu => x > 0 ? x : 0.01 * x,
        Nonlinearity.HardSigmoid => Math.Clamp((x / 6) + 0.5, 0, 1),
        Nonlinearity.OnnxHardSigmoid => Math.Clamp((0.2 * x) + 0.5, 0, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function."),
    };
}

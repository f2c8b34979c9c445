namespace CellGen.Generator.Equations;

/// <summary>
/// A nonlinear function of each unit, as a row of a table: what equations, gradients, plans, kernels and tests need to know of
/// a function stands in its row, and nowhere else.
/// </summary>
/// <param name="Name">What values on the tape are called after it.</param>
/// <param name="Symbol">What it is called in the text of equations.</param>
/// <param name="Function">The function of a kernel that computes it, called as the runtime's method of Activation is.</param>
/// <param name="Evaluate">The function of a number and the bound, in double precision, for tests.</param>
/// <param name="Derive">
/// The gradient of its argument: from the gradient of its value, times a factor, which is a function of the value where it can
/// be, since what it reads goes on the tape.
/// </param>
internal sealed record Primitive(
    string Name,
    string Symbol,
    Function Function,
    Func<double, double, double> Evaluate,
    Func<ActivationGradient, Expression> Derive)
{
    public static readonly Primitive Sigmoid = new(
        "sigmoid", "σ", Function.Sigmoid, (x, _) => 1 / (1 + Math.Exp(-x)), at => at.Gradient * (at.Value - (at.Value * at.Value)))
    {
        AddsProducts = true,
        HasMemoryForm = true,
    };

    public static readonly Primitive Tanh = new(
        "tanh", "tanh", Function.Tanh, (x, _) => Math.Tanh(x), at => at.Gradient * (1 - (at.Value * at.Value)))
    {
        AddsProducts = true,
        HasMemoryForm = true,
    };

    public static readonly Primitive Relu = new(
        "relu", "relu", Function.Relu, (x, _) => Math.Max(x, 0), at => new Where(Function.WherePositive, at.Value, at.Gradient));

    /// <summary>The argument where it is positive, else a hundredth of it; so the gradient, which is exact where it is kept.</summary>
    public static readonly Primitive LeakyRelu = new("leakyrelu", "leakyrelu", Function.LeakyRelu, (x, _) => x > 0 ? x : 0.01f * x, at =>
    {
        var kept = new Where(Function.WherePositive, at.Value, at.Gradient);
        return kept + (new Constant(0.01f) * (at.Gradient - kept));
    });

    public static readonly Primitive Softplus = new(
        "softplus", "softplus", Function.Softplus, (x, _) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))), at => at.Gradient * new Activation(Sigmoid, at.Argument))
    {
        AddsProducts = true,
    };

    /// <summary>e to the power of the argument, which is taken as ±80 where it is beyond.</summary>
    public static readonly Primitive Exp = new(
        "exp", "exp", Function.BoundedExp, (x, _) => Math.Exp(Math.Min(Math.Max(x, -80), 80)), at => at.Gradient * at.Value)
    {
        AddsProducts = true,
    };

    /// <summary>The distribution function of the normal distribution, Φ; its derivative is e^(−x²/2)/√(2π).</summary>
    public static readonly Primitive NormalCdf = new(
        "cdf", "Φ", Function.NormalCdf, (x, _) => NormalDistribution.Cdf(x), at => at.Gradient * (new Constant(0.3989422804f) * new Activation(Exp, new Constant(-0.5f) * (at.Argument * at.Argument))))
    {
        AddsProducts = true,
    };

    /// <summary>The argument, or ±bound where it is beyond.</summary>
    public static readonly Primitive Clip = new(
        "clip", "clip", Function.Clip, (x, bound) => Math.Min(Math.Max(x, -bound), bound), at => new Where(Function.WhereWithin, at.Value, at.Gradient, at.Activation.Bound));

    /// <summary>The argument, or 0 or 1 where it is beyond, as shaders call it.</summary>
    public static readonly Primitive Saturate = new(
        "saturate", "saturate", Function.Saturate, (x, _) => Math.Min(Math.Max(x, 0), 1), at => new Where(Function.WhereWithin, at.Value - new Constant(0.5f), at.Gradient, 0.5f));

    /// <summary>The table.</summary>
    public static IReadOnlyList<Primitive> All { get; } = [Sigmoid, Tanh, Relu, LeakyRelu, Softplus, NormalCdf, Exp, Clip, Saturate];

    /// <summary>Whether it adds products, so that its bits depend on how a machine multiplies and adds.</summary>
    public bool AddsProducts { get; init; }

    /// <summary>
    /// Whether the runtime's MemoryActivation has it, too: it is long and has many constants. Gates that share a vector share it.
    /// </summary>
    public bool HasMemoryForm { get; init; }

    /// <summary>The row of a kernel's function, or null where that is no nonlinear function, or none.</summary>
    public static Primitive? Of(Function? function) => All.FirstOrDefault(row => row.Function == function);
}

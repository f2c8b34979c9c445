namespace CellGen.Generator.Equations;

/// <summary>A function of floats, lane by lane, as plans and kernels apply it. Of the nonlinear ones <see cref="Primitive"/> is a table.</summary>
internal enum Function
{
    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary>a · b + c, rounded once where there is an instruction for it.</summary>
    MultiplyAdd,

    /// <summary>c − a · b, rounded once where there is an instruction for it.</summary>
    NegatedMultiplyAdd,

    Sigmoid,
    Tanh,
    Relu,
    LeakyRelu,
    Softplus,
    NormalCdf,

    /// <summary>e to the power of a, up to a bound.</summary>
    BoundedExp,

    /// <summary>a, or ±Constant where it is beyond.</summary>
    Clip,

    /// <summary>a, or 0 or 1 where it is beyond.</summary>
    Saturate,

    /// <summary>b where a is positive, else 0.</summary>
    WherePositive,

    /// <summary>b where a is within ±Constant, else 0.</summary>
    WhereWithin,

    /// <summary>a, or 0 where it is so small that it counts as zero.</summary>
    Flush,
}

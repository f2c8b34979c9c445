namespace CellGen;

/// <summary>The function of an Elman or IndRNN cell, as the nonlinearity of torch.nn.RNN.</summary>
public enum Nonlinearity
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>The logistic function 1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>x itself: a linear cell.</summary>
    Identity,

    /// <summary>ln(1 + exp(x)), a smooth max(0, x).</summary>
    Softplus,

    /// <summary>x Φ(x), with the distribution function Φ of the normal distribution, as torch's GELU without approximation.</summary>
    Gelu,
}

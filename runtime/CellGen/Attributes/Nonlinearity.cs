namespace CellGen;

/// <summary>
/// A function of each unit: of an Elman or IndRNN cell, as the nonlinearity of torch.nn.RNN, or of a GRU's or an LSTM's gates,
/// candidate and output.
/// </summary>
public enum Nonlinearity
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>The logistic function 1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>x itself, Keras' linear.</summary>
    Identity,

    /// <summary>ln(1 + exp(x)), a smooth max(0, x).</summary>
    Softplus,

    /// <summary>x Φ(x), with the distribution function Φ of the normal distribution, as torch's GELU without approximation.</summary>
    Gelu,

    /// <summary>x where it is positive, else 0.01 x: the slope is torch's default and ONNX's, not that of Keras 3 (0.2).</summary>
    LeakyRelu,

    /// <summary>
    /// x / 6 + 1/2, bounded to 0 and 1: torch's Hardsigmoid and the hard_sigmoid of Keras 3. At the bounds, x = ±3, the
    /// gradient is 0.
    /// </summary>
    HardSigmoid,

    /// <summary>
    /// 0.2 x + 1/2, bounded to 0 and 1: ONNX's HardSigmoid with its defaults alpha = 0.2 and beta = 0.5, and the hard_sigmoid of
    /// Keras before version 3, also in TensorFlow before 2.16. At the bounds, x = ±2.5, the gradient is 0.
    /// </summary>
    OnnxHardSigmoid,
}

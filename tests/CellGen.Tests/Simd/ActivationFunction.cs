namespace CellGen.Tests.Simd;

/// <summary>The functions that exist at every width.</summary>
public enum ActivationFunction
{
    Tanh,
    Sigmoid,
    Relu,
    LeakyRelu,
    Softplus,
    NormalCdf,
    Clip,
    Saturate,
    BoundedExp,
    Flush,
}

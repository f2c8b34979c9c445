namespace CellGen.Tests.Simd;

/// <summary>The functions that exist at every width.</summary>
public enum ActivationFunction
{
    Tanh,
    Sigmoid,
    Relu,
    Softplus,
    NormalCdf,
    Clip,
    BoundedExp,
    Flush,
}

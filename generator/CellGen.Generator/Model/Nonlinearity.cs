namespace CellGen.Generator.Model;

/// <summary>The runtime's Nonlinearity, member for member.</summary>
internal enum Nonlinearity
{
    Tanh,
    Relu,
    Sigmoid,
    Identity,
    Softplus,
    Gelu,
    LeakyRelu,
    HardSigmoid,
    OnnxHardSigmoid,
}

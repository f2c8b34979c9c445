using CellGen.Generator.Model;

namespace CellGen.Generator.Equations;

/// <summary>The functions that users choose, each a primitive or made of some.</summary>
internal static class Nonlinearities
{
    /// <summary>The function of a value; the identity gives the value itself.</summary>
    public static Expression Apply(Nonlinearity choice, Expression x) => choice switch
    {
        Nonlinearity.Tanh => new Activation(Primitive.Tanh, x),
        Nonlinearity.Relu => new Activation(Primitive.Relu, x),
        Nonlinearity.Sigmoid => new Activation(Primitive.Sigmoid, x),
        Nonlinearity.Identity => x,
        Nonlinearity.Softplus => new Activation(Primitive.Softplus, x),
        Nonlinearity.Gelu => x * new Activation(Primitive.NormalCdf, x),
        Nonlinearity.LeakyRelu => new Activation(Primitive.LeakyRelu, x),
        Nonlinearity.HardSigmoid => HardSigmoid(1 / 6f, x),
        Nonlinearity.OnnxHardSigmoid => HardSigmoid(0.2f, x),
        _ => throw new NotSupportedException($"No function is called {choice}."),
    };

    private static Activation HardSigmoid(float slope, Expression x) => new(Primitive.Saturate, (new Constant(slope) * x) + new Constant(0.5f));
}

using System.Runtime.Intrinsics;
using CellGen.Simd;

namespace CellGen.Tests.Simd;

/// <summary>Calls the overload of a function for one vector width.</summary>
public static class WidthDispatch
{
    /// <summary>The bound of <see cref="ActivationFunction.Clip"/>.</summary>
    public const float ClipBound = 2.5f;

    /// <summary>The widths of this machine, the plain path left out.</summary>
    public static VectorWidth[] VectorWidths { get; } =
        [.. Enum.GetValues<VectorWidth>().Where(width => width != VectorWidth.Plain && Hardware.Supports(width))];

    /// <summary>The widths of this machine.</summary>
    public static VectorWidth[] Widths { get; } = [VectorWidth.Plain, .. VectorWidths];

    /// <summary>y[i] = f(x[i]); the length is a multiple of 16.</summary>
    public static void Apply(ActivationFunction function, VectorWidth width, ReadOnlySpan<float> x, Span<float> y)
    {
        int lanes = Math.Max((int)width / 32, 1);
        for (int i = 0; i < x.Length; i += lanes)
        {
            switch (width)
            {
                case VectorWidth.Plain:
                    y[i] = One(function, x[i]);
                    break;
                case VectorWidth.Bits128:
                    One(function, Vector128.Create(x.Slice(i, lanes))).CopyTo(y[i..]);
                    break;
                case VectorWidth.Bits256:
                    One(function, Vector256.Create(x.Slice(i, lanes))).CopyTo(y[i..]);
                    break;
                default:
                    One(function, Vector512.Create(x.Slice(i, lanes))).CopyTo(y[i..]);
                    break;
            }
        }
    }

    /// <summary>The same with vectors on a machine without fused multiply-add, of functions that add products.</summary>
    public static void ApplyTwoRoundings(ActivationFunction function, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < x.Length; i += 4)
        {
            Vector128<float> argument = Vector128.Create(x.Slice(i, 4));
            Vector128<float> value = function switch
            {
                ActivationFunction.Tanh => Activation.Tanh<TwoRoundings>(argument),
                ActivationFunction.Sigmoid => Activation.Sigmoid<TwoRoundings>(argument),
                ActivationFunction.Softplus => Activation.Softplus<TwoRoundings>(argument),
                ActivationFunction.NormalCdf => Activation.NormalCdf<TwoRoundings>(argument),
                ActivationFunction.BoundedExp => Activation.BoundedExp<TwoRoundings>(argument),
                _ => throw new ArgumentOutOfRangeException(nameof(function)),
            };
            value.CopyTo(y[i..]);
        }
    }

    /// <summary>f(x), from a vector of equal lanes.</summary>
    public static float Apply(ActivationFunction function, VectorWidth width, float x)
    {
        Span<float> xs = stackalloc float[16];
        Span<float> ys = stackalloc float[16];
        xs.Fill(x);
        Apply(function, width, xs, ys);
        return ys[15];
    }

    private static float One(ActivationFunction function, float x) => function switch
    {
        ActivationFunction.Tanh => Activation.Tanh(x),
        ActivationFunction.Sigmoid => Activation.Sigmoid(x),
        ActivationFunction.Relu => Activation.Relu(x),
        ActivationFunction.LeakyRelu => Activation.LeakyRelu(x),
        ActivationFunction.Softplus => Activation.Softplus(x),
        ActivationFunction.NormalCdf => Activation.NormalCdf(x),
        ActivationFunction.Clip => Activation.Clip(x, ClipBound),
        ActivationFunction.Saturate => Activation.Saturate(x),
        ActivationFunction.BoundedExp => Activation.BoundedExp(x),
        _ => Denormals.Flush(x),
    };

    private static Vector128<float> One(ActivationFunction function, Vector128<float> x) => function switch
    {
        ActivationFunction.Tanh => Activation.Tanh(x),
        ActivationFunction.Sigmoid => Activation.Sigmoid(x),
        ActivationFunction.Relu => Activation.Relu(x),
        ActivationFunction.LeakyRelu => Activation.LeakyRelu(x),
        ActivationFunction.Softplus => Activation.Softplus(x),
        ActivationFunction.NormalCdf => Activation.NormalCdf(x),
        ActivationFunction.Clip => Activation.Clip(x, ClipBound),
        ActivationFunction.Saturate => Activation.Saturate(x),
        ActivationFunction.BoundedExp => Activation.BoundedExp(x),
        _ => Denormals.Flush(x),
    };

    private static Vector256<float> One(ActivationFunction function, Vector256<float> x) => function switch
    {
        ActivationFunction.Tanh => Activation.Tanh(x),
        ActivationFunction.Sigmoid => Activation.Sigmoid(x),
        ActivationFunction.Relu => Activation.Relu(x),
        ActivationFunction.LeakyRelu => Activation.LeakyRelu(x),
        ActivationFunction.Softplus => Activation.Softplus(x),
        ActivationFunction.NormalCdf => Activation.NormalCdf(x),
        ActivationFunction.Clip => Activation.Clip(x, ClipBound),
        ActivationFunction.Saturate => Activation.Saturate(x),
        ActivationFunction.BoundedExp => Activation.BoundedExp(x),
        _ => Denormals.Flush(x),
    };

    private static Vector512<float> One(ActivationFunction function, Vector512<float> x) => function switch
    {
        ActivationFunction.Tanh => Activation.Tanh(x),
        ActivationFunction.Sigmoid => Activation.Sigmoid(x),
        ActivationFunction.Relu => Activation.Relu(x),
        ActivationFunction.LeakyRelu => Activation.LeakyRelu(x),
        ActivationFunction.Softplus => Activation.Softplus(x),
        ActivationFunction.NormalCdf => Activation.NormalCdf(x),
        ActivationFunction.Clip => Activation.Clip(x, ClipBound),
        ActivationFunction.Saturate => Activation.Saturate(x),
        ActivationFunction.BoundedExp => Activation.BoundedExp(x),
        _ => Denormals.Flush(x),
    };
}

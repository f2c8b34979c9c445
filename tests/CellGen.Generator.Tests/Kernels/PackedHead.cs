using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>The parameters of a narrow head, random and packed: padding is zero where a kernel may read it, and nothing follows.</summary>
internal sealed class PackedHead
{
    private readonly NarrowProduct _product;
    private readonly double[] _weights;
    private readonly double[] _biases;

    /// <param name="product">The head.</param>
    /// <param name="random">What the numbers are drawn from.</param>
    public PackedHead(NarrowProduct product, Random random)
    {
        _product = product;
        _weights = new double[product.Layout.MatrixLength(product.Outputs)];
        for (int i = 0; i < product.Layout.Units * product.Outputs; i++)
        {
            _weights[Place(i / product.Outputs, i % product.Outputs)] = random.NextDouble() - 0.5;
        }

        // One vector of them is loaded for all outputs of a row.
        _biases = new double[NarrowProduct.MostOutputs];
        for (int output = 0; output < product.Outputs; output++)
        {
            _biases[output] = random.NextDouble() - 0.5;
        }
    }

    /// <summary>The weights.</summary>
    public FormReference Weights => _weights;

    /// <summary>The biases.</summary>
    public FormReference Biases => _biases;

    /// <summary>V h + b, one of its elements.</summary>
    public double Output(int output, Func<int, double> h)
    {
        double sum = _product.Bias ? _biases[output] : 0;
        for (int input = 0; input < _product.Layout.Units; input++)
        {
            sum += _weights[Place(input, output)] * h(input);
        }

        return sum;
    }

    private int Place(int input, int output) => _product.Layout.MatrixIndex(_product.Layout.Lane(0, input), output, _product.Outputs);
}

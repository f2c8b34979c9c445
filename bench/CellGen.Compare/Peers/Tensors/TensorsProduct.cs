using System.Numerics.Tensors;

namespace CellGen.Compare.Peers.Tensors;

/// <summary>W v + b, by rows or by columns.</summary>
internal sealed class TensorsProduct
{
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly int _columns;
    private readonly bool _byColumn;

    /// <summary>Takes a row-major matrix; it is transposed for the product by columns.</summary>
    public TensorsProduct(float[] weights, float[] bias, int columns, bool byColumn)
    {
        _weights = byColumn ? Transposed(weights, bias.Length, columns) : weights;
        _bias = bias;
        _columns = columns;
        _byColumn = byColumn;
    }

    /// <summary>The product with a vector.</summary>
    public void Compute(ReadOnlySpan<float> vector, Span<float> result)
    {
        if (_byColumn)
        {
            _bias.CopyTo(result);
            for (int column = 0; column < _columns; column++)
            {
                TensorPrimitives.MultiplyAdd(_weights.AsSpan(column * _bias.Length, _bias.Length), vector[column], result, result);
            }

            return;
        }

        for (int row = 0; row < _bias.Length; row++)
        {
            result[row] = TensorPrimitives.Dot(_weights.AsSpan(row * _columns, _columns), vector) + _bias[row];
        }
    }

    private static float[] Transposed(float[] matrix, int rows, int columns)
    {
        var result = new float[matrix.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }

        return result;
    }
}

using System.Numerics.Tensors;

namespace CellGen.Compare.Peers.Tensors;

/// <summary>A layer whose loops over vectors are all in TensorPrimitives.</summary>
internal sealed class TensorsLayer : ILayer
{
    private readonly CellKind _kind;
    private readonly int _size;
    private readonly TensorsProduct _inputProduct;
    private readonly TensorsProduct _hiddenProduct;
    private readonly float[] _x;
    private readonly float[] _u;
    private readonly float[] _hidden;
    private readonly float[] _cell;
    private readonly float[] _scratch;

    /// <summary>Takes the weights, transposed for the products by column.</summary>
    public TensorsLayer(LayerWeights weights, bool byColumn)
    {
        _kind = weights.Kind;
        _size = weights.Hidden;
        _inputProduct = new(weights.WeightIh, weights.BiasIh, weights.Input, byColumn);
        _hiddenProduct = new(weights.WeightHh, weights.BiasHh, weights.Hidden, byColumn);
        _x = new float[weights.BiasIh.Length];
        _u = new float[weights.BiasIh.Length];
        _hidden = new float[_size];
        _cell = new float[_size];
        _scratch = new float[_size];
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Hidden => _hidden;

    /// <inheritdoc/>
    public void Reset()
    {
        Array.Clear(_hidden);
        Array.Clear(_cell);
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> input)
    {
        _inputProduct.Compute(input, _x);
        _hiddenProduct.Compute(_hidden, _u);
        switch (_kind)
        {
            case CellKind.Gru:
                Gru();
                break;
            case CellKind.Lstm:
                Lstm();
                break;
            default:
                TensorPrimitives.Add(_x, _u, _x);
                TensorPrimitives.Tanh(_x, _hidden);
                break;
        }
    }

    private void Gru()
    {
        Span<float> gates = _x.AsSpan(0, 2 * _size);
        TensorPrimitives.Add(gates, _u.AsSpan(0, 2 * _size), gates);
        TensorPrimitives.Sigmoid(gates, gates);
        Span<float> n = _x.AsSpan(2 * _size);
        TensorPrimitives.MultiplyAdd(gates[.._size], _u.AsSpan(2 * _size), n, n);
        TensorPrimitives.Tanh(n, n);

        // n + z (h − n)
        TensorPrimitives.Subtract(_hidden, n, _scratch);
        TensorPrimitives.MultiplyAdd(gates[_size..], _scratch, n, _hidden);
    }

    private void Lstm()
    {
        TensorPrimitives.Add(_x, _u, _x);
        Span<float> gates = _x.AsSpan(0, 2 * _size);
        Span<float> g = _x.AsSpan(2 * _size, _size);
        Span<float> o = _x.AsSpan(3 * _size);
        TensorPrimitives.Sigmoid(gates, gates);
        TensorPrimitives.Tanh(g, g);
        TensorPrimitives.Sigmoid(o, o);
        TensorPrimitives.Multiply(gates[.._size], g, g);
        TensorPrimitives.MultiplyAdd(gates[_size..], _cell, g, _cell);
        TensorPrimitives.Tanh(_cell, _scratch);
        TensorPrimitives.Multiply(o, _scratch, _hidden);
    }
}

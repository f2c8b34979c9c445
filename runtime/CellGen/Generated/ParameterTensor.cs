using CellGen.Layout;

namespace CellGen.Generated;

/// <summary>One of a model's tensors: its torch name and shape, and where its elements are in the packed parameters.</summary>
public sealed class ParameterTensor
{
    private readonly LaneLayout _lanes;
    private readonly int _offset;

    /// <summary>Describes a tensor.</summary>
    /// <param name="name">torch's name.</param>
    /// <param name="offset">Where it begins in the packed parameters.</param>
    /// <param name="gates">The number of gates stacked in its rows.</param>
    /// <param name="units">The number of rows of each gate.</param>
    /// <param name="columns">The number of columns of a matrix; 0 for a vector.</param>
    /// <param name="bound">The bound of its initial values: uniform over [−bound, bound).</param>
    public ParameterTensor(string name, int offset, int gates, int units, int columns, float bound)
    {
        Shape = new TensorShape(name, gates * units, columns);
        _offset = offset;
        _lanes = new LaneLayout(units, gates);
        Bound = bound;
    }

    /// <summary>The name and the shape.</summary>
    public TensorShape Shape { get; }

    /// <summary>The bound of its initial values.</summary>
    public float Bound { get; }

    /// <summary>Copies the tensor out of the packed parameters, row-major.</summary>
    public void Unpack(ReadOnlySpan<float> packed, Span<float> destination)
    {
        int columns = Math.Max(1, Shape.Columns);
        for (int row = 0; row < Shape.Rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                destination[(row * columns) + column] = packed[IndexOf(row, column)];
            }
        }
    }

    /// <summary>Copies a row-major tensor into the packed parameters.</summary>
    public void Pack(ReadOnlySpan<float> source, Span<float> packed)
    {
        int columns = Math.Max(1, Shape.Columns);
        for (int row = 0; row < Shape.Rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                packed[IndexOf(row, column)] = source[(row * columns) + column];
            }
        }
    }

    private int IndexOf(int row, int column)
    {
        int lane = _lanes.Lane(row / _lanes.Units, row % _lanes.Units);
        return _offset + (Shape.IsVector ? lane : _lanes.MatrixIndex(lane, column, Shape.Columns));
    }
}

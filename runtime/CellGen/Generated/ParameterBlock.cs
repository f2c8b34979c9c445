using CellGen.Layout;
using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>
/// A rectangle of a tensor that lies in one piece of the packed parameters: some gates of a packed matrix, or rows one
/// after the other.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ParameterBlock
{
    private readonly LaneLayout? _lanes;
    private readonly int _offset;
    private readonly int _columns;
    private readonly int _gate;
    private readonly int _gateCount;
    private readonly int _stride;

    private ParameterBlock(LaneLayout? lanes, int offset, int columns, int row, int gate, int gateCount, int column, int stride)
    {
        _lanes = lanes;
        _offset = offset;
        _columns = columns;
        _gate = gate;
        _gateCount = gateCount;
        _stride = stride;
        Row = row;
        Column = column;
    }

    /// <summary>The tensor's row that is the block's first.</summary>
    internal int Row { get; }

    /// <summary>The tensor's column that is the block's first.</summary>
    internal int Column { get; }

    /// <summary>Describes a part of a packed matrix, or of a row of lanes (a bias, another vector).</summary>
    /// <param name="offset">Where the packed matrix begins in the packed parameters.</param>
    /// <param name="units">The number of units of the packed matrix.</param>
    /// <param name="gates">The number of gates stacked in the packed matrix.</param>
    /// <param name="columns">The number of columns of the packed matrix, all of which belong to the block; 0 for a row of lanes.</param>
    /// <param name="row">The tensor's row that is the first unit of gate <paramref name="gate"/>.</param>
    /// <param name="gate">The first gate of the packed matrix that belongs to the block.</param>
    /// <param name="gateCount">The number of gates that belong to it: gateCount × units rows.</param>
    /// <param name="column">The tensor's column that is the packed matrix's first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The packed matrix has not these gates, or a number is negative.</exception>
    public static ParameterBlock Matrix(int offset, int units, int gates, int columns, int row, int gate, int gateCount, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfNegative(gate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gateCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(gate, gates - gateCount);
        return new(new LaneLayout(units, gates), offset, columns, row, gate, gateCount, column, stride: 0);
    }

    /// <summary>
    /// Describes columns of a tensor that are packed row after row, as the table of an embedding is, and the weights of a
    /// head with few outputs.
    /// </summary>
    /// <param name="offset">Where the first row begins in the packed parameters.</param>
    /// <param name="stride">The number of floats from one row to the next; at least the block's columns.</param>
    /// <param name="column">The tensor's column that is the block's first.</param>
    /// <param name="columns">The number of the block's columns; 0: all that the tensor has.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static ParameterBlock Rows(int offset, int stride, int column = 0, int columns = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        return new(null, offset, columns, row: 0, gate: 0, gateCount: 0, column, stride);
    }

    /// <summary>The same block, further on in the packed parameters.</summary>
    internal ParameterBlock Moved(int offset) => new(_lanes, _offset + offset, _columns, Row, _gate, _gateCount, Column, _stride);

    /// <summary>The number of the block's rows in a tensor of that shape.</summary>
    internal int RowCount(TensorShape shape) => _lanes is null ? shape.Rows : _gateCount * _lanes.Units;

    /// <summary>The number of the block's columns in a tensor of that shape; 1 in a vector.</summary>
    internal int ColumnCount(TensorShape shape) => Math.Max(1, _lanes is null && _columns == 0 ? shape.Columns : _columns);

    /// <summary>Whether the block lies inside a tensor of that shape, and is a vector where the tensor is one.</summary>
    internal bool Fits(TensorShape shape) => (long)Column + ColumnCount(shape) <= Math.Max(1, shape.Columns)
        && (_lanes is null
            ? _stride >= ColumnCount(shape)
            : shape.IsVector == (_columns == 0) && (long)Row + RowCount(shape) <= shape.Rows);

    /// <summary>Where one of the block's rows is in the packed parameters: its first element, and how far apart the next are.</summary>
    internal (int First, int Step) Place(int row)
    {
        if (_lanes is null)
        {
            return (_offset + (row * _stride), 1);
        }

        int lane = _lanes.Lane(_gate + (row / _lanes.Units), row % _lanes.Units);
        return _columns == 0
            ? (_offset + lane, 0)
            : (_offset + _lanes.MatrixIndex(lane, 0, _columns), _lanes.PanelWidth(lane));
    }
}

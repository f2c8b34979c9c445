using CellGen.Generated;

namespace CellGen;

/// <summary>The state of one cell of a net of several: a view of the net's State, not to be used longer than that.</summary>
public readonly ref struct LayerState
{
    private readonly ref float _first;
    private readonly StateLayout _layout;

    internal LayerState(ref float first, StateLayout layout)
    {
        _first = ref first;
        _layout = layout;
    }

    /// <summary>The hidden state h.</summary>
    /// <param name="layer">The layer of the cell, from 0.</param>
    /// <param name="direction">0 is forward, 1 is backward.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
    public Span<float> Hidden(int layer = 0, int direction = 0) => _layout.Hidden(ref _first, layer, direction);

    /// <summary>The cell state c; empty where the cell has none.</summary>
    /// <param name="layer">The layer of the cell, from 0.</param>
    /// <param name="direction">0 is forward, 1 is backward.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
    public Span<float> Cell(int layer = 0, int direction = 0) => _layout.Cell(ref _first, layer, direction);

    /// <summary>A further state of a cell whose own equations have several; the first of them is the cell state, too.</summary>
    /// <param name="name">Its letter in the equations.</param>
    /// <param name="layer">The layer of the cell, from 0.</param>
    /// <param name="direction">0 is forward, 1 is backward.</param>
    /// <exception cref="ArgumentException">The equations have no such state.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
    public Span<float> Further(char name, int layer = 0, int direction = 0) => _layout.Further(ref _first, name, layer, direction);
}

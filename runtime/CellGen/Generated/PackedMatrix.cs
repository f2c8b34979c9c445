using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CellGen.Layout;
using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>The shape of a packed weight matrix: the gates of the hidden units as lanes, the operand as columns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PackedMatrix
{
    private readonly LaneLayout _lanes;
    private readonly LaneLayout _transposed;
    private readonly int _columns;
    private readonly int _rows;

    /// <summary>Describes a packed matrix.</summary>
    /// <param name="units">The number of units.</param>
    /// <param name="gates">The number of gates stacked in the matrix.</param>
    /// <param name="columns">The length of the operand.</param>
    /// <param name="padded">
    /// Whether a row of gradients, which the transposed matrix multiplies, has the padding of the lanes: that of a cell's
    /// gates has, that of a head's outputs has not.
    /// </param>
    /// <param name="vocabulary">
    /// The number of tokens where tokens select the columns, of which there may be one more, for every other token; 0 where
    /// they do not.
    /// </param>
    /// <exception cref="ArgumentException">A vocabulary has not as many columns, or one more.</exception>
    public PackedMatrix(int units, int gates, int columns, bool padded, int vocabulary = 0)
    {
        if (vocabulary != 0 && (vocabulary < 0 || columns < vocabulary || columns > vocabulary + 1))
        {
            throw new ArgumentException(
                $"A matrix of {columns} columns for {vocabulary} tokens; expected as many columns as tokens or one more.",
                nameof(vocabulary));
        }

        _lanes = new LaneLayout(units, gates);
        _transposed = new LaneLayout(columns, 1);
        _columns = columns;
        _rows = padded ? _lanes.Lanes : units;
    }

    /// <summary>
    /// Writes the transposed matrix, packed with the columns as lanes: what a backward pass multiplies with. Its columns are
    /// in the order of a row of gradients.
    /// </summary>
    /// <param name="source">The packed matrix.</param>
    /// <param name="destination">Where the transposed goes; its padding is not written.</param>
    public void Transpose(ref float source, ref float destination)
    {
        int lanes = _transposed.PanelLanes;
        for (int lane = 0; lane < _rows; lane += _lanes.PanelLanes)
        {
            int width = _lanes.PanelWidth(lane);
            ref float panel = ref Unsafe.Add(ref source, lane * _columns);
            for (int column = 0; column < _columns; column += lanes)
            {
                int panelWidth = _transposed.PanelWidth(column);
                ref float target = ref Unsafe.Add(ref destination, (column * _rows) + (lane * panelWidth));
                ref float block = ref Unsafe.Add(ref panel, column * width);
                Transposition.Transpose(ref block, width, ref target, panelWidth, Math.Min(lanes, _columns - column), Math.Min(width, _rows - lane));
            }
        }
    }

    /// <summary>
    /// Writes, for each token, the biases and the column that it selects: row i = biases + column. These are the bits of a
    /// product with a one-hot vector.
    /// </summary>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="biases">A row of lanes.</param>
    /// <param name="tokens">The first token.</param>
    /// <param name="tokenStep">The number of places from a token to the next.</param>
    /// <param name="rows">Takes the first row: all lanes, with their padding.</param>
    /// <param name="rowStep">The number of floats from a row to the next.</param>
    /// <param name="count">The number of tokens. Those outside the vocabulary select the last column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(ref float weights, ref float biases, ref int tokens, int tokenStep, ref float rows, int rowStep, int count)
    {
        int lanes = _lanes.Lanes;
        int panelLanes = _lanes.PanelLanes;
        for (int i = 0; i < count; i++)
        {
            int column = Column(Unsafe.Add(ref tokens, (nint)i * tokenStep));
            ref float row = ref Unsafe.Add(ref rows, (nint)i * rowStep);
            for (int panel = 0; panel < lanes; panel += panelLanes)
            {
                int width = Math.Min(panelLanes, lanes - panel);
                ref float source = ref Unsafe.Add(ref weights, ((nint)panel * _columns) + ((nint)column * width));
                for (int lane = 0; lane < width; lane += Vector<float>.Count)
                {
                    nuint place = (nuint)(panel + lane);
                    (Vector.LoadUnsafe(ref biases, place) + Vector.LoadUnsafe(ref source, (nuint)lane)).StoreUnsafe(ref row, place);
                }
            }
        }
    }

    /// <summary>Writes, for each token, the column that it selects: row i = 0 + column.</summary>
    /// <param name="weights">The packed matrix.</param>
    /// <param name="tokens">The first token.</param>
    /// <param name="tokenStep">The number of places from a token to the next.</param>
    /// <param name="rows">Takes the first row: all lanes, with their padding.</param>
    /// <param name="rowStep">The number of floats from a row to the next.</param>
    /// <param name="count">The number of tokens. Those outside the vocabulary select the last column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(ref float weights, ref int tokens, int tokenStep, ref float rows, int rowStep, int count)
    {
        int lanes = _lanes.Lanes;
        int panelLanes = _lanes.PanelLanes;
        for (int i = 0; i < count; i++)
        {
            int column = Column(Unsafe.Add(ref tokens, (nint)i * tokenStep));
            ref float row = ref Unsafe.Add(ref rows, (nint)i * rowStep);
            for (int panel = 0; panel < lanes; panel += panelLanes)
            {
                int width = Math.Min(panelLanes, lanes - panel);
                ref float source = ref Unsafe.Add(ref weights, ((nint)panel * _columns) + ((nint)column * width));
                for (int lane = 0; lane < width; lane += Vector<float>.Count)
                {
                    // A sum that begins with zero never is −0, so neither is this.
                    (Vector<float>.Zero + Vector.LoadUnsafe(ref source, (nuint)lane)).StoreUnsafe(ref row, (nuint)(panel + lane));
                }
            }
        }
    }

    /// <summary>Adds rows to the columns that tokens select, in order: the gradient of Gather.</summary>
    /// <param name="gradient">The gradient of the packed matrix.</param>
    /// <param name="tokens">The first token.</param>
    /// <param name="tokenStep">The number of places from a token to the next.</param>
    /// <param name="rows">The first row to add: all lanes, with their padding.</param>
    /// <param name="rowStep">The number of floats from a row to the next.</param>
    /// <param name="count">The number of tokens. Those outside the vocabulary select the last column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scatter(ref float gradient, ref int tokens, int tokenStep, ref float rows, int rowStep, int count)
    {
        int lanes = _lanes.Lanes;
        int panelLanes = _lanes.PanelLanes;
        for (int i = 0; i < count; i++)
        {
            int column = Column(Unsafe.Add(ref tokens, (nint)i * tokenStep));
            ref float row = ref Unsafe.Add(ref rows, (nint)i * rowStep);
            for (int panel = 0; panel < lanes; panel += panelLanes)
            {
                int width = Math.Min(panelLanes, lanes - panel);
                ref float target = ref Unsafe.Add(ref gradient, ((nint)panel * _columns) + ((nint)column * width));
                for (int lane = 0; lane < width; lane += Vector<float>.Count)
                {
                    nuint place = (nuint)lane;
                    var sum = Vector.LoadUnsafe(ref target, place) + Vector.LoadUnsafe(ref row, (nuint)(panel + lane));
                    sum.StoreUnsafe(ref target, place);
                }
            }
        }
    }

    /// <summary>A token's column. A token that was never checked selects the last one too, so that nothing outside is touched.</summary>
    private int Column(int token) => (int)Math.Min((uint)token, (uint)_columns - 1);
}

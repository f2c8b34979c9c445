namespace CellGen.Layout;

/// <summary>
/// The packed order of the rows ("lanes") of a weight matrix: blocks of 16 hidden units, then one of 8, then one of 4, as
/// few as hold all units, and within a block the gates side by side, so that each gate's part of a block is a whole
/// vector, half or quarter of one. Lanes are padded to a multiple of 16 with zeros. A matrix is stored in panels of
/// about 128 lanes, or half as many, each panel column after column, so that a column of a panel is one run of aligned vectors.
/// </summary>
/// <remarks>Compiled into the runtime, which packs and unpacks, and into the generator, which emits the kernels.</remarks>
internal sealed class LaneLayout(int units, int gates)
{
    /// <summary>The number of units in a full block, and the number of lanes to which everything is padded.</summary>
    public const int Block = 16;

    /// <summary>The number of units, without padding.</summary>
    public int Units { get; } = units;

    /// <summary>The number of gates stacked in the matrix.</summary>
    public int Gates { get; } = gates;

    /// <summary>The number of blocks of 16 units; the last of them may be padded.</summary>
    public int FullBlocks { get; } = (units / Block) + (units % Block > 12 ? 1 : 0);

    /// <summary>The number of units, 0, 4, 8 or 12, in the blocks of 8 and 4 after the full ones, with padding.</summary>
    public int TailUnits { get; } = units % Block > 12 ? 0 : RoundUp(units % Block, 4);

    /// <summary>The number of units with the padding of the last block.</summary>
    public int PaddedUnits => (FullBlocks * Block) + TailUnits;

    /// <summary>The number of lanes: gates × padded units, rounded up to a multiple of 16.</summary>
    public int Lanes => (FullBlocks * Block * Gates) + RoundUp(TailUnits * Gates, Block);

    /// <summary>The number of lanes without those that only round up: behind them is nothing but padding.</summary>
    public int UsedLanes => PaddedUnits * Gates;

    /// <summary>
    /// The number of units in a full panel. Of many units it has half as many lanes: with three gates or four one block, as
    /// many sums as sixteen registers hold, so that AVX2, too, reads a large matrix once, from its beginning to its end.
    /// </summary>
    public int PanelUnits { get; } = Math.Max(1, (units > MostUnitsNearby(gates) ? 4 : 8) / gates) * Block;

    /// <summary>
    /// With more units than these a recurrent matrix leaves the first level of a cache (32 or 48 KB), and what counts is the
    /// order in which it is read; until then, that 32 registers are in use.
    /// </summary>
    private static int MostUnitsNearby(int gates) => Block * (gates switch { 1 => 7, 2 => 5, 3 => 4, _ => 2 });

    /// <summary>The number of lanes in a full panel.</summary>
    public int PanelLanes => PanelUnits * Gates;

    /// <summary>The size of the block that holds a unit: 16, 8 or 4.</summary>
    public int BlockSize(int unit)
    {
        int tail = unit - (FullBlocks * Block);
        return tail < 0 ? Block : tail < 8 && TailUnits >= 8 ? 8 : 4;
    }

    /// <summary>The size of the block that begins with a unit, of so many that are left.</summary>
    public static int NextBlock(int units) => units > 12 ? Block : units > 4 ? 8 : 4;

    /// <summary>The lane of one gate of one unit.</summary>
    public int Lane(int gate, int unit)
    {
        int size = BlockSize(unit);
        int start = size switch
        {
            Block => unit / Block * Block,
            8 => FullBlocks * Block,
            _ => (FullBlocks * Block) + (TailUnits / 8 * 8),
        };
        return (start * Gates) + (gate * size) + unit - start;
    }

    /// <summary>The number of floats of a packed matrix.</summary>
    public int MatrixLength(int columns) => Lanes * columns;

    /// <summary>The number of lanes of the panel that holds a lane; the last panel may be narrower.</summary>
    public int PanelWidth(int lane) => Math.Min(PanelLanes, Lanes - (lane / PanelLanes * PanelLanes));

    /// <summary>The place of an element in a packed matrix.</summary>
    public int MatrixIndex(int lane, int column, int columns)
    {
        int start = lane / PanelLanes * PanelLanes;
        return (start * columns) + (column * PanelWidth(lane)) + lane - start;
    }

    /// <summary>Rounds up to a multiple.</summary>
    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}

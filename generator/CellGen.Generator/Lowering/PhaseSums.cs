using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Lowering;

/// <summary>What the sums of a phase's product begin with.</summary>
internal sealed class PhaseSums(PhasePlan phase, MatrixPlan matrix, int width)
{
    /// <summary>Where the projected input is.</summary>
    public ProjectedInput Projected { get; init; } = new();

    /// <summary>
    /// What a vector of sums starts from: the projected input in the lanes of joined gates, nothing in the others, and
    /// the bias in all.
    /// </summary>
    public Value Initial(Whole lane)
    {
        var joined = Enumerable.Range(lane.Known, width)
            // Padding may be either; counting it as joined saves a mask.
            .Select(lane => HasGate(lane, phase.JoinedGates, padding: true)).ToList();
        Value? projected = joined.Contains(true) ? Projected.Load(width, lane) : null;
        if (projected is not null && joined.Contains(false))
        {
            projected = new Value.Masked(projected, joined);
        }

        Value? bias = matrix.Bias is not null ? new Value.Load(width, new Memory(ParameterNames.Biases(matrix), lane)) : null;
        return Start(projected, bias, width);
    }

    /// <summary>W x, if the equations only ever add it to the product, and the bias of the product, if it has one.</summary>
    public static Value Start(Value? projected, Value? bias, int width) => (projected, bias) switch
    {
        ({ } start, { } more) => start + more,
        _ => projected ?? bias ?? new Value.Zero(width),
    };

    /// <summary>Whether a vector of sums at a lane has any that are wanted first.</summary>
    public bool IsEarly(Whole lane) =>
        Enumerable.Range(lane.Known, width).Any(each => HasGate(each, phase.EarlyGates, padding: false));

    /// <summary>Whether a lane belongs to one of some gates.</summary>
    private bool HasGate(int lane, IReadOnlyCollection<string> gates, bool padding)
    {
        if (gates.Count == 0)
        {
            return false;
        }

        var layout = matrix.Layout;
        int fullLanes = layout.FullBlocks * LaneLayout.Block * layout.Gates;
        int size = LaneLayout.Block;
        if (layout.FullBlocks == 0 || lane >= fullLanes)
        {
            lane -= fullLanes;
            size = layout.TailUnits >= 8 ? 8 : 4;
            if (layout.TailUnits == 12 && lane >= 8 * layout.Gates)
            {
                lane -= 8 * layout.Gates;
                size = 4;
            }
        }

        int gate = lane / size;
        bool isPadding = size < LaneLayout.Block && gate >= layout.Gates;
        return isPadding ? padding : gates.Contains(matrix.Product.Gates[gate % layout.Gates]);
    }
}

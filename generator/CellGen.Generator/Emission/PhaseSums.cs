using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Layout;

namespace CellGen.Generator.Emission;

/// <summary>What the sums of a phase's product begin with.</summary>
internal sealed class PhaseSums(PhasePlan phase, MatrixPlan matrix, VectorText text)
{
    /// <summary>Where the projected input is.</summary>
    public ProjectedText Projected { get; init; } = new();

    /// <summary>
    /// What a vector of sums starts from: the projected input in the lanes of joined gates, nothing in the others, and
    /// the bias in all.
    /// </summary>
    public string Initial(Offset lane)
    {
        var joined = Enumerable.Range(lane.Constant, text.Width)
            // Padding may be either; counting it as joined saves a mask.
            .Select(lane => HasGate(lane, phase.JoinedGates, padding: true)).ToList();
        string? projected = Projected.Load(text, lane);
        if (!joined.Contains(true))
        {
            projected = null;
        }
        else if (joined.Contains(false))
        {
            string mask = string.Join(", ", joined.Select(lane => lane ? "-1" : "0"));
            projected = $"({projected} & Vector{text.Width * 32}.Create({mask}).AsSingle())";
        }

        string? bias = matrix.Bias is not null ? text.Load(ParameterNames.Biases(matrix), lane) : null;
        return (projected, bias) switch
        {
            (null, null) => text.Zero,
            ({ } start, null) => start,
            (null, { } start) => start,
            _ => $"{projected} + {bias}",
        };
    }

    /// <summary>Whether a vector of sums at a lane has any that are wanted first.</summary>
    public bool IsEarly(Offset lane) =>
        Enumerable.Range(lane.Constant, text.Width).Any(each => HasGate(each, phase.EarlyGates, padding: false));

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

using CellGen.Generator.Planning.Schedules;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// How StepMany is cut, and a batch that runs side by side, where agents are sequences: agents × units whose sums are
/// accumulated together, and when a group of agents is worth it.
/// </summary>
internal sealed class AgentPlan
{
    // What a step alone waits for its chain from h to h', in operations on a vector that could have been done meanwhile.
    private const int ChainOperations = 85;

    // An activation and its share of the rest of a unit's equations, in operations on a vector.
    private const int GateOperations = 13;

    private readonly VectorProfile _profile;
    private readonly int _gates;
    private readonly MatrixPlan? _matrix;
    private readonly int _partials;

    private AgentPlan(NetPlan plan, VectorProfile profile)
    {
        _profile = profile;
        int gates = _gates = plan.Gates.Gates;
        _matrix = plan.Step.Phases[0].Product is { } product ? plan.MatrixOf(product) : null;
        _partials = _matrix is null ? 1 : PartialSums.OfRecurrentProduct(_matrix.Layout.Gates, _matrix.Layout.Units, _matrix.Columns, profile);
        int most = Math.Max(_partials, PartialSums.OfRowProduct(plan.Gates.Lanes, int.MaxValue, profile));

        // Two vectors of agents share each broadcast weight; long rows are kept short, so that they stay in the first cache.
        bool two = plan.Spec.Cell.Input + (2 * plan.Spec.Cell.Hidden) <= 384 && (most < 4 || 4 * gates <= profile.Accumulators);
        Vectors = two ? 2 : 1;

        // A dozen sums keep the multiply-add busy; where registers hold two dozen, the second are partial sums.
        int room = profile.Accumulators / (Vectors * gates * Math.Min(profile.Accumulators / 12, most));
        Units = room >= 4 && !profile.IsBrief ? 4 : room >= 2 ? 2 : 1;

        // Where all partial sums do not fit, fewer units take fewer passes and half the text, as long as loads do not outweigh
        // multiply-adds. (Measured at 512 bits, GRU(1,16) and GRU(8,8) take the same time, GRU(16,32) 6 % more.)
        while (Units > 1 && _partials >= 4 && plan.Spec.Cell.Input + plan.Spec.Cell.StateSize <= 32
            && _partials * gates * Units * Vectors > profile.Accumulators && gates * Units / 2 * Vectors >= 6)
        {
            Units /= 2;
        }

        Agents = Vectors * profile.Lanes;
        Segments = [.. UnitSegment.Of(plan.Gates)];

        long hidden = (long)plan.Spec.Cell.Layers * plan.Spec.Cell.Directions * plan.Spec.Cell.Hidden;
        double operations = (plan.MultiplyAdds + (hidden * gates * GateOperations)) / (double)profile.Lanes;
        FewestAgents = Thrashes(plan) ? int.MaxValue : (int)Math.Ceiling(Agents * operations / (operations + ChainOperations));
    }

    /// <summary>The blocks of units, equal ones together.</summary>
    public IReadOnlyList<UnitSegment> Segments { get; }

    /// <summary>The number of vectors of agents that share each broadcast weight.</summary>
    public int Vectors { get; }

    /// <summary>The number of units whose sums are accumulated together.</summary>
    public int Units { get; }

    /// <summary>The number of agents that the kernel runs at once.</summary>
    public int Agents { get; }

    /// <summary>
    /// The number of agents from which on a group that is not full takes less time than one after the other; the largest
    /// number there is, if none does.
    /// </summary>
    public int FewestAgents { get; }

    /// <summary>The number of rows of scratch memory for the sums of a block of units.</summary>
    public int SumRows => 3 * _gates * LaneLayout.Block;

    /// <summary>The first row of scratch memory for the sums of a gate.</summary>
    public int Sums(int gate) => gate * LaneLayout.Block;

    /// <summary>That for W x of a gate, where it is not joined with the sums of the recurrence.</summary>
    public int Projected(int gate) => (_gates + gate) * LaneLayout.Block;

    /// <summary>That for the third of four partial sums of a gate.</summary>
    public int ThirdSums(int gate) => ((2 * _gates) + gate) * LaneLayout.Block;

    /// <summary>How a tile of some units visits the columns of the product with the input.</summary>
    public ColumnSchedule InputSchedule(AgentKernel step, int units) =>
        AgentColumns.Of(step.IsVariable ? null : step.Input.Columns, step.Input.Partials(_profile), SumsOf(units), _profile);

    /// <summary>How it visits those of the product of the recurrence, which there must be.</summary>
    public ColumnSchedule Schedule(int units) => AgentColumns.Of(_matrix!.Columns, _partials, SumsOf(units), _profile);

    public static AgentPlan Create(NetPlan plan, VectorProfile profile) => new(plan, profile);

    private int SumsOf(int units) => units * _gates * Vectors;

    /// <summary>
    /// Whether reading the weights takes longer than using them. A pass over a block of units takes a few numbers of each
    /// cache line; where the first cache does not keep the lines for the next pass, and each serves few multiply-adds, a step
    /// after the other is faster (measured at 256 bits: LSTM(64,128) 2.4 against 3.4 µs).
    /// </summary>
    private bool Thrashes(NetPlan plan)
    {
        const int FirstCache = 40 * 1024;
        const int FewestMultiplyAdds = 32;
        int columns = plan.Spec.Cell.Input + plan.Spec.Cell.StateSize;
        return columns * _gates * LaneLayout.Block * sizeof(float) > FirstCache
            && Units * Agents < FewestMultiplyAdds;
    }
}

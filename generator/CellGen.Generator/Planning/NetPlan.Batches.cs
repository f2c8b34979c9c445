using CellGen.Generator.Planning.Schedules;

namespace CellGen.Generator.Planning;

/// <content>Which of several agents, or sequences of a batch, run at once.</content>
internal sealed partial class NetPlan
{
    /// <summary>Whether StepMany runs as many agents at once as a vector has lanes: where their rows fit on the stack.</summary>
    public bool RunsAgents => HasAgentKernels && Spec is { HasStep: true, Tokens: null, Cell: { Input: <= 256, Hidden: <= 256 } };

    /// <summary>
    /// Whether Forward without a tape runs sequences of a batch side by side, as agents: where a product makes a step wait
    /// for the one before. Cells without one are no chain, and fill lanes with units.
    /// </summary>
    public bool RunsBatchLanes => HasAgentKernels && Step.Phases[0].Product is not null && !RunsAbreastWithoutTape;

    /// <summary>Whether sequences of a batch run abreast where they write a tape, and backwards: a row of each at every step.</summary>
    public bool RunsAbreast => AbreastSequences.In(this);

    /// <summary>Whether they do without a tape, too, instead of side by side as lanes.</summary>
    public bool RunsAbreastWithoutTape => AbreastSequences.WithoutTapeIn(this);

    /// <summary>Whether StepMany or batches call kernels with agents as lanes.</summary>
    public bool UsesAgents => RunsAgents || RunsBatchLanes;

    /// <summary>
    /// Whether there may be kernels with agents as lanes: of cells of one phase. A token that selects a column leaves no
    /// product to share, and a head that reads the input wants the rows of one sequence.
    /// </summary>
    public bool HasAgentKernels => Spec is { Cell.IsDense: false, Network.Agents: true, GathersColumns: false, Head: not { ReadsInput: true } } && Step.Phases.Count == 1;
}

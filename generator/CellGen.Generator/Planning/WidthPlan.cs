using CellGen.Generator.Equations;
using CellGen.Generator.Planning.Schedules;

namespace CellGen.Generator.Planning;

/// <summary>
/// All that is decided for one width before a line is written: how each matrix of the recurrence is multiplied, how products over
/// rows are cut, how many agents run side by side.
/// </summary>
internal sealed class WidthPlan
{
    private readonly NetPlan _plan;
    private readonly Dictionary<RowProduct, RowTiling> _products;
    private readonly Dictionary<WeightGradient, RowTiling> _gradients;
    private readonly Dictionary<Units, IReadOnlyList<UnitRun>> _units;

    public WidthPlan(NetPlan plan, VectorProfile profile)
    {
        _plan = plan;
        Profile = profile;
        Matrices = [.. plan.Matrices.Select(matrix => MatrixSchedule.Create(plan, matrix, profile))];
        _products = plan.Kernels.Products.Union(plan.Kernels.InputProducts).ToDictionary(product => product, product => RowTiling.Of(product, profile));
        _gradients = plan.Kernels.WeightGradients.ToDictionary(gradient => gradient, gradient => RowTiling.Of(gradient, profile));
        _units = new[] { Units.Hidden, Units.Projection }.ToDictionary(units => units, units => (IReadOnlyList<UnitRun>)[.. UnitRun.Of(plan.LanesOf(units), profile)]);
        Agents = plan.UsesAgents && !profile.IsPlain ? AgentPlan.Create(plan, profile) : null;
        InheritsChain = ChainWidth.IsHalf(plan, profile);
        ForwardHoldsInput = HeldInput.InSequencesOf(plan) && plan.Kernels.InputProducts[0] is var input && HoldsInput(input)
            && HeldInput.InSequences(input, Matrices[0].Forward, InheritsChain ? VectorProfile.Vector256 : profile);
        List<Kernel> chain =
        [
            .. StoredKernels(),
            .. plan.Kernels.Recurrences.Where(recurrence => recurrence.Place == KernelPlace.EachWidth || (recurrence is { Place: KernelPlace.SomeWidths } && !profile.IsBrief)),
            .. plan.Kernels.Steps,
        ];
        Kernels =
        [
            .. plan.Kernels.Products.Where(product => !ForwardHoldsInput || product.Name != KernelName.ProjectInput), .. plan.Kernels.Heads, .. InheritsChain ? [] : chain,
            .. Agents is null ? [] : plan.Kernels.Agents.Append<Kernel>(new AgentUnitsKernel()),
            .. InheritsChain ? [] : plan.Kernels.Backward, .. plan.Kernels.Abreast, .. plan.Kernels.WeightGradients,
        ];
    }

    /// <summary>The machines and their budgets.</summary>
    public VectorProfile Profile { get; }

    /// <summary>Whether recurrences and steps are those of the width below, whose class this width's extends.</summary>
    public bool InheritsChain { get; }

    /// <summary>The kernels that this width writes, in order.</summary>
    public IReadOnlyList<Kernel> Kernels { get; }

    /// <summary>The matrices of the recurrence, in the order of their phases.</summary>
    public IReadOnlyList<MatrixSchedule> Matrices { get; }

    /// <summary>How agents run side by side; null where they do not.</summary>
    public AgentPlan? Agents { get; }

    /// <summary>Whether a product visits its panels in another order on every other step.</summary>
    public bool Alternates => Matrices.Any(matrix => matrix.Forward.Alternates);

    /// <summary>The same for the backward pass.</summary>
    public bool AlternatesBackward => Matrices.Any(matrix => matrix.Transposed.Alternates);

    /// <summary>The number of lanes of the widest product whose sums go through memory; 0 if there is none.</summary>
    public int StoredLanes => Matrices.Where(matrix => matrix.Stored is not null).Select(matrix => matrix.Matrix.Layout.Lanes).DefaultIfEmpty(0).Max();

    /// <summary>
    /// Whether a step of a stream may store h' over h at once: no product still reads h then, since it has one group of sums, or
    /// all are complete, or it is of an earlier phase.
    /// </summary>
    public bool StepsInPlace
    {
        get
        {
            var phases = _plan.Step.Phases;
            if (phases[phases.Count - 1].Product is not { ReadsState: true } last)
            {
                return true;
            }

            var product = Of(_plan.MatrixOf(last)).Forward;
            return product.Overlaps || (product.Panels.Count == 1 && product.Panels[0] is { Count: 1, Runs.Count: 1 } panel
                && panel.Runs[0] is { Count: 1, Parts: 1, Groups.Count: 1 });
        }
    }

    /// <summary>Whether a step of a stream may store a new state over the old one at once.</summary>
    public bool StoresInPlace(string state) => !_plan.Step.IsReadLate(state) && (state != "h" || StepsInPlace);

    /// <summary>Whether a step of a stream is one of ForwardTaped, on copies of the states and with a tape that nobody reads.</summary>
    public bool StepsAsForward => Profile.IsPlain && _plan.MayLeaveTapeUnread;

    /// <summary>Whether a step of a stream sums the product with its input in registers.</summary>
    public bool HoldsInput(RowProduct input) => !StepsAsForward && HeldInput.Of(
        input, Profile, _plan.Step.Phases.All(phase => phase.Product is not null && _plan.MatrixOf(phase.Product).Layout.PanelUnits == input.Layout.PanelUnits));

    /// <summary>Whether the recurrence over a sequence does, too: then there is no product over rows of the input.</summary>
    public bool ForwardHoldsInput { get; }

    /// <summary>Whether a recurrence of one chain has the first numbers of h in a register, without a tape or with one.</summary>
    public bool HoldsState(bool tape) => Matrices.Count > 0 && !_plan.Interleaves && HeldState.Of(_plan.StepOf(tape), Matrices[0].Forward, Profile);

    /// <summary>How a matrix of the recurrence is multiplied.</summary>
    public MatrixSchedule Of(MatrixPlan matrix) => Matrices.First(schedule => schedule.Matrix == matrix);

    /// <summary>How a product over rows is cut.</summary>
    public RowTiling Of(RowProduct product) => _products[product];

    /// <summary>How a weight gradient is cut.</summary>
    public RowTiling Of(WeightGradient gradient) => _gradients[gradient];

    /// <summary>How an element-wise program visits a row.</summary>
    public IReadOnlyList<UnitRun> Of(Units units) => _units[units];

    /// <summary>What the recurrences with and without a tape share where sums go through memory.</summary>
    private IEnumerable<Kernel> StoredKernels()
    {
        foreach (var matrix in Matrices.Where(schedule => schedule.Stored is not null).Select(schedule => schedule.Matrix))
        {
            yield return new SumsKernel(matrix);
            if (!_plan.MayLeaveTapeUnread || (_plan.PairsLayers(tape: false) && !_plan.PairsUnread))
            {
                yield return new UnitsKernel(_plan.Step.PhaseOf(matrix), Tape: false);
            }

            if (_plan.Spec.Network.Training && _plan.RunsTwoChains(tape: true))
            {
                yield return new UnitsKernel(_plan.Training.PhaseOf(matrix), Tape: true);
            }
        }
    }
}

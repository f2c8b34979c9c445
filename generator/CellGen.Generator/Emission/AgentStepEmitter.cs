using CellGen.Generator.Planning;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits one step of a layer for a group of agents at once: lanes are agents, a weight is broadcast, so that neither sums nor
/// activations waste a lane. Each sum has the order that Step's has, and so the same bits.
/// </summary>
internal sealed class AgentStepEmitter
{
    private readonly CodeWriter _writer;
    private readonly ModelPlan _plan;
    private readonly VectorProfile _profile;
    private readonly AgentPlan _agents;
    private readonly PhasePlan _phase;
    private readonly VectorText _text;

    public AgentStepEmitter(CodeWriter writer, ModelPlan plan, VectorProfile profile)
    {
        _writer = writer;
        _plan = plan;
        _profile = profile;
        _agents = AgentPlan.Create(plan, profile);
        _phase = plan.Step.Phases[0];
        _text = new VectorText(profile, profile.Lanes, plan.Spec.HasVectorFma);
    }

    /// <summary>The kernel for a layer that reads so.</summary>
    public static string NameOf(KernelName input) => input == KernelName.ProjectInput ? "StepAgents" : "StepAgentsLayer";

    /// <summary>The signature of the kernel: x, h and hNext have a row of agents for each element, sums is scratch.</summary>
    public static string Signature(ModelPlan plan, RowProduct input)
    {
        var states = plan.Step.StateNames.Select(state => $"ref float {state}");
        return $"void {NameOf(input.Name)}(ref float weights, ref float x, {string.Join(", ", states)}, ref float hNext, ref float sums)";
    }

    public void Emit(RowProduct input)
    {
        _writer.Raw(KernelEmitter.KernelAttribute);
        _writer.Raw($"public override {Signature(_plan, input)}");
        _writer.Open();
        int biases = _plan.Gates.MatrixLength(input.Columns);
        bool hasBias = _plan.Spec.Cell.Bias;
        if (hasBias)
        {
            _writer.Line($"ref float inputBiases = ref Unsafe.Add(ref weights, {biases});");
        }

        if (_plan.RecurrentLength > 0)
        {
            _writer.Line($"ref float parameters = ref Unsafe.Add(ref weights, {biases + (hasBias ? _plan.Gates.Lanes : 0)});");
        }

        ParameterReferences.Emit(_writer, _plan, biases: true);
        _writer.Raw("// The sums of a few units at a time, each weight for all agents; after 16 units at most, their equations.");
        foreach (var segment in UnitSegment.Of(_plan.Gates))
        {
            EmitSegment(input, segment);
        }

        _writer.Close();
    }

    private void EmitSegment(RowProduct input, UnitSegment segment)
    {
        int gates = _plan.Gates.Gates;
        int units = Math.Min(_agents.Units, segment.Valid);
        bool panels = segment.Panels > 1;
        bool blocks = segment.Blocks > 1;
        if (panels)
        {
            _writer.Open($"for (nuint panel = 0; panel < {segment.Panels}; panel++)");
        }

        if (blocks)
        {
            _writer.Open($"for (nuint block = 0; block < {segment.Blocks}; block++)");
        }

        string Place(int perPanel, int perBlock, int constant) => string.Join(" + ", new[]
        {
            panels ? Invariant($"(panel * {perPanel})") : null,
            blocks ? Invariant($"(block * {perBlock})") : null,
            constant > 0 || !(panels || blocks) ? Invariant($"{constant}") : null,
        }.Where(term => term is not null));

        int firstUnit = (segment.FirstPanel * _plan.Gates.PanelUnits) + segment.Unit;
        int inPanel = _plan.Gates.Lane(0, firstUnit) - (segment.FirstPanel * _plan.Gates.PanelLanes);
        string Start(int columns) => Place(
            segment.Width * columns, LaneLayout.Block * gates, (segment.FirstPanel * _plan.Gates.PanelLanes * columns) + inPanel);

        _writer.Open($"for (nuint part = 0; part < {LaneLayout.RoundUp(segment.Valid, units)}; part += {units})");
        _writer.Raw($"nuint lane = {Place(_plan.Gates.PanelLanes, LaneLayout.Block * gates, _plan.Gates.Lane(0, firstUnit))} + part;");
        _writer.Raw(Invariant($"ref float partSums = ref Unsafe.Add(ref sums, part * {_agents.Agents});"));
        var tile = new AgentTile(units, segment);
        var product = new AgentProductEmitter(_writer, _text, _profile, _agents, tile, gates);
        string InputBias(int gate, int unit) =>
            _plan.Spec.Cell.Bias ? _text.Broadcast(tile.Lane("inputBiases", gate, unit)) : _text.Zero;
        product.Emit(
            "weights", Start(input.Columns), "x", input.Columns, input.Partials(_profile), (gate, unit, _) => InputBias(gate, unit));
        if (_phase.Product is { } recurrent)
        {
            var matrix = _plan.MatrixOf(recurrent);
            product.Store(gate => !IsJoined(gate), _agents.Projected);
            product.Emit(
                ParameterReferences.Weights(matrix), Start(matrix.Columns), "h", matrix.Columns, _agents.Partials,
                (gate, unit, sum) => Initial(matrix, tile, gate, unit, sum));
        }

        product.Store(_ => true, _agents.Sums);
        _writer.Close();
        _writer.Raw(AgentUnitsEmitter.Call(
            _plan, Place(_plan.Gates.PanelUnits, LaneLayout.Block, firstUnit), segment.Valid * _agents.Agents, _agents.Agents));
        for (int depth = (panels ? 1 : 0) + (blocks ? 1 : 0); depth > 0; depth--)
        {
            _writer.Close();
        }
    }

    private bool IsJoined(int gate) => _phase.JoinedGates.Contains(_plan.Step.Cell.Gates[gate]);

    /// <summary>What a recurrent sum starts from, as in the kernels of one agent.</summary>
    private string Initial(MatrixPlan matrix, AgentTile tile, int gate, int unit, string projected)
    {
        string? bias = matrix.BiasOffset >= 0 ? _text.Broadcast(tile.Lane(ParameterReferences.Biases(matrix), gate, unit)) : null;
        return (IsJoined(gate), bias) switch
        {
            (true, null) => projected,
            (true, _) => $"{projected} + {bias}",
            (false, null) => _text.Zero,
            _ => bias!,
        };
    }
}

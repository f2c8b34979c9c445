using CellGen.Generator.Planning;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits one step of a layer for as many agents at once as a vector has lanes: lanes are agents, a weight is broadcast, so
/// that neither sums nor activations waste a lane. Each sum has the order that Step's has, and so the same bits.
/// </summary>
internal sealed class AgentStepEmitter(CodeWriter writer, ModelPlan plan, VectorProfile profile)
{
    private readonly PhasePlan _phase = plan.Step.Phases[0];
    private readonly VectorText _text = new(profile, profile.Lanes, plan.Spec.HasVectorFma);

    private bool _comments = true;

    /// <summary>The kernel for a layer that reads so.</summary>
    public static string NameOf(KernelName input) => input == KernelName.ProjectInput ? "StepAgents" : "StepAgentsLayer";

    /// <summary>The signature of the kernel: x, h and hNext have a vector of agents for each element.</summary>
    public static string Signature(ModelPlan plan, RowProduct input)
    {
        var states = plan.Step.StateNames.Select(state => $"ref float {state}");
        return $"void {NameOf(input.Name)}(ref float weights, ref float x, {string.Join(", ", states)}, ref float hNext)";
    }

    public void Emit(RowProduct input)
    {
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw($"public override {Signature(plan, input)}");
        writer.Open();
        int biases = plan.Gates.MatrixLength(input.Columns);
        bool hasBias = plan.Spec.Cell.Bias;
        if (hasBias)
        {
            writer.Line($"ref float inputBiases = ref Unsafe.Add(ref weights, {biases});");
        }

        if (plan.RecurrentLength > 0)
        {
            writer.Line($"ref float parameters = ref Unsafe.Add(ref weights, {biases + (hasBias ? plan.Gates.Lanes : 0)});");
        }

        ParameterReferences.Emit(writer, plan, biases: true);
        foreach (var segment in UnitSegment.Of(plan.Gates))
        {
            EmitSegment(input, segment);
        }

        writer.Close();
    }

    /// <summary>The number of units whose sums stay in registers together.</summary>
    private int Together(RowProduct input)
    {
        int partials = Math.Max(input.Partials(profile), Hidden is { } matrix ? Partials(matrix) : 1);
        return Math.Max(1, Math.Min(2, profile.Accumulators / (partials * plan.Gates.Gates)));
    }

    private MatrixPlan? Hidden => _phase.Product is { } product ? plan.MatrixOf(product) : null;

    private int Partials(MatrixPlan matrix) => PartialSums.OfRecurrentProduct(matrix.Layout.Gates, matrix.Columns, profile);

    private void EmitSegment(RowProduct input, UnitSegment segment)
    {
        int gates = plan.Gates.Gates;
        int units = Math.Min(Together(input), segment.Valid);
        bool panels = segment.Panels > 1;
        bool blocks = segment.Blocks > 1;
        if (panels)
        {
            writer.Open($"for (nuint panel = 0; panel < {segment.Panels}; panel++)");
        }

        if (blocks)
        {
            writer.Open($"for (nuint block = 0; block < {segment.Blocks}; block++)");
        }

        writer.Open($"for (nuint part = 0; part < {LaneLayout.RoundUp(segment.Valid, units)}; part += {units})");
        string Place(int perPanel, int perBlock, int constant) => string.Join(" + ", new[]
        {
            panels ? Invariant($"(panel * {perPanel})") : null,
            blocks ? Invariant($"(block * {perBlock})") : null,
            constant > 0 ? Invariant($"{constant}") : null,
            "part",
        }.Where(term => term is not null));

        int firstUnit = (segment.FirstPanel * plan.Gates.PanelUnits) + segment.Unit;
        int inPanel = plan.Gates.Lane(0, firstUnit) - (segment.FirstPanel * plan.Gates.PanelLanes);
        writer.Raw($"nuint unit = {Place(plan.Gates.PanelUnits, LaneLayout.Block, firstUnit)};");
        writer.Raw($"nuint lane = {Place(plan.Gates.PanelLanes, LaneLayout.Block * gates, plan.Gates.Lane(0, firstUnit))};");
        string Start(int columns) => Place(
            segment.Width * columns, LaneLayout.Block * gates, (segment.FirstPanel * plan.Gates.PanelLanes * columns) + inPanel);

        EmitProduct(
            "p", "weights", Start(input.Columns), "x", input.Columns, input.Partials(profile), segment, units,
            (gate, unit) => plan.Spec.Cell.Bias ? Broadcast("inputBiases", gate, unit, segment) : _text.Zero);
        if (Hidden is { } matrix)
        {
            EmitProduct(
                "a", ParameterReferences.Weights(matrix), Start(matrix.Columns), "h", matrix.Columns, Partials(matrix), segment, units,
                (gate, unit) => Initial(matrix, gate, unit, segment));
        }

        for (int u = 0; u < units; u++)
        {
            EmitUnit(u);
        }

        for (int depth = 1 + (panels ? 1 : 0) + (blocks ? 1 : 0); depth > 0; depth--)
        {
            writer.Close();
        }
    }

    private string Broadcast(string row, int gate, int unit, UnitSegment segment) =>
        _text.Broadcast(VectorText.Element(row, new Offset("lane", (gate * segment.Size) + unit)));

    /// <summary>What a recurrent sum starts from, as in the kernels of one agent.</summary>
    private string Initial(MatrixPlan matrix, int gate, int unit, UnitSegment segment)
    {
        bool joined = _phase.JoinedGates.Contains(plan.Step.Cell.Gates[gate]);
        string? bias = matrix.BiasOffset >= 0 ? Broadcast(ParameterReferences.Biases(matrix), gate, unit, segment) : null;
        string projected = Invariant($"pa{gate}_{unit}");
        return (joined, bias) switch
        {
            (true, null) => projected,
            (true, _) => $"{projected} + {bias}",
            (false, null) => _text.Zero,
            _ => bias!,
        };
    }

    /// <summary>The sums of all gates of some units: named by prefix, letter of the partial sum, gate and unit.</summary>
    private void EmitProduct(
        string prefix, string matrix, string start, string operand, int columns, int partials, UnitSegment segment, int units, Func<int, int, string> initial)
    {
        string Sum(int partial, int gate, int unit) => prefix + PartialSumText.Name(partial, Invariant($"{gate}_{unit}"));
        string row = prefix + "Weights";
        writer.Raw($"ref float {row} = ref Unsafe.Add(ref {matrix}, {start});");
        ForEach((gate, unit) =>
        {
            writer.Raw($"var {Sum(0, gate, unit)} = {initial(gate, unit)};");
            for (int p = 1; p < partials; p++)
            {
                writer.Raw($"var {Sum(p, gate, unit)} = {_text.Zero};");
            }
        });
        int unroll = Math.Max(2, partials);
        int done = columns >= 2 * unroll ? columns / unroll * unroll : 0;
        if (done > 0)
        {
            writer.Open($"for (nuint k = 0; k < {done}; k += {unroll})");
            for (int k = 0; k < unroll; k++)
            {
                EmitColumn(k, new Offset(Invariant($"(k * {profile.Lanes})"), k * profile.Lanes), k * segment.Width);
            }

            writer.Line($"{row} = ref Unsafe.Add(ref {row}, {unroll * segment.Width});");
            writer.Close();
        }

        for (int k = done; k < columns; k++)
        {
            EmitColumn(k, k * profile.Lanes, (k - done) * segment.Width);
        }

        if (partials > 1)
        {
            ForEach((gate, unit) =>
            {
                string name = Invariant($"{gate}_{unit}");
                string a = prefix + "a" + name;
                writer.Raw(partials == 2
                    ? $"{a} += {prefix}b{name};"
                    : $"{a} = ({a} + {prefix}b{name}) + ({prefix}c{name} + {prefix}d{name});");
            });
        }

        void ForEach(Action<int, int> emit)
        {
            for (int gate = 0; gate < plan.Gates.Gates; gate++)
            {
                for (int unit = 0; unit < units; unit++)
                {
                    emit(gate, unit);
                }
            }
        }

        void EmitColumn(int k, Offset element, int weight)
        {
            writer.Open();
            writer.Raw($"var v = {_text.Load(operand, element)};");
            ForEach((gate, unit) =>
            {
                string sum = Sum(k % partials, gate, unit);
                string w = _text.Broadcast(VectorText.Element(row, weight + (gate * segment.Size) + unit));
                writer.Raw($"{sum} = {_text.MultiplyAdd("v", w, sum)};");
            });
            writer.Close();
        }
    }

    private void EmitUnit(int u)
    {
        var program = _phase.Forward;
        var place = new Offset(Invariant($"(unit * {profile.Lanes})"), u * profile.Lanes);
        writer.Open();
        var values = new ElementwiseEmitter(writer, program, _text).Emit(Source, _comments);
        _comments = false;
        foreach (var output in program.Outputs)
        {
            string target = output.Symbol == "h" ? "hNext" : output.Symbol;
            string value = values[output.Instruction];
            writer.Raw(_text.Store(plan.Step.FlushesOnUse ? $"({value})" : $"Denormals.Flush({value})", target, place));
        }

        writer.Close();

        string Source(Instruction instruction) => instruction.Operation switch
        {
            Operation.PreviousState => plan.Step.FlushesOnUse
                ? $"Denormals.Flush({_text.Load(instruction.Symbol!, place)})"
                : _text.Load(instruction.Symbol!, place),
            Operation.InputProduct => Invariant($"pa{plan.Step.GateIndex(instruction.Symbol!)}_{u}"),
            Operation.Vector => _text.Broadcast(VectorText.Element(ParameterReferences.Vector(instruction.Symbol!), new Offset("unit", u))),
            Operation.JoinedProduct or Operation.PhaseProduct => Invariant($"aa{plan.Step.GateIndex(instruction.Symbol!)}_{u}"),
            _ => throw new NotSupportedException(instruction.Operation.ToString()),
        };
    }
}

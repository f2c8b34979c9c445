using CellGen.Generator.Flow;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>Emits the core of a net of several layers: the cores of its layers, where everything lies, and the passes through them.</summary>
internal sealed class NetworkCoreEmitter(CodeWriter writer, NetworkPlan plan)
{
    private readonly CorePartsEmitter _parts = new(writer, CorePart.Of(plan));

    public void Emit()
    {
        var spec = plan.Spec;
        writer.OpenMember(
            "What the net is made of: its layers, each with its parameters, and the way from one to the next.",
            $"private partial struct {SourceFile.Core}");
        CorePartsEmitter.EmitLengths(writer, plan.TrainedLength, plan.PackedLength);
        EmitLayout();
        _parts.EmitFields(SourceFile.Core);
        if (spec.TrainsInitialState)
        {
            EmitInitial();
        }

        var passes = new NetworkPassEmitter(writer, plan);
        passes.EmitForward();
        passes.EmitRun();
        if (spec.HasStep)
        {
            new NetworkStepEmitter(writer, plan).EmitStep();
            if (spec.Network.Agents)
            {
                new NetworkStepEmitter(writer, plan).EmitStepMany();
            }
        }

        if (spec.Network.Training)
        {
            passes.EmitBackward();
            passes.EmitRunBackward();
            new TrainingPassEmitter(writer, NetFace.Of(plan)).Emit();
        }

        writer.Close();
    }

    /// <summary>The layers and their memory, within another core that says what the tensors are called.</summary>
    /// <param name="name">The type.</param>
    public void EmitWithin(string name)
    {
        writer.OpenMember("Where everything lies in the packed parameters and in memory.", "public static class Layout");
        EmitMemory();
        writer.End();
        _parts.EmitFields(name);
    }

    private void EmitLayout()
    {
        writer.OpenMember("Where everything lies in the packed parameters, in a state and in memory.", "public static class Layout");
        EmitTensors("Tensors", "Tensors");
        if (plan.TrainedLength < plan.PackedLength)
        {
            EmitTensors("TrainedTensors", "TrainedTensors");
        }

        var states = plan.States.Select(layer => Invariant($"({layer.StateOffset}, {(layer.Core is null ? Invariant($"new StateLayout(1, 1, {layer.Spec.StateFloats}, {layer.Spec.StateFloats})") : CellStateEmitter.LayoutText(layer.Core))})"));
        writer.Raw($"public static readonly NetworkStateLayout States = new NetworkStateLayout({string.Join(", ", states)});\n");
        EmitMemory();
        writer.End();
    }

    private void EmitMemory()
    {
        EmitShape("Workspace", isTape: false);
        if (plan.Spec.Network.Training)
        {
            writer.Line();
            EmitShape("Tape", isTape: true);
            _parts.EmitSplit("layer");
        }
    }

    private void EmitTensors(string field, string ofFrozen)
    {
        var layers = plan.Cores.Select(layer => Invariant(
            $"(\"{layer.Spec.TensorName}\", \"{layer.Spec.HeadName}\", {layer.ParameterOffset}, {layer.Type}.Layout.{(IsFrozen(layer) ? ofFrozen : "Tensors")})"));
        layers = layers.Concat(plan.Initial.Select(layer => Invariant(
            $"(\"{layer.Spec.TensorName}\", \"\", {layer.InitialOffset}, new ParameterLayout(\"{plan.Spec.Type.Title}\", {CellStateEmitter.LayoutText(layer.Core!)}))")));
        writer.Raw($"public static readonly ParameterLayout {field} = new ParameterLayout(\n    \"{plan.Spec.Type.Title}\",\n    {string.Join(",\n    ", layers)});\n");
    }

    private static bool IsFrozen(LayerPlan layer) => layer.Core!.Parameters.TrainedLength < layer.Core.Parameters.PackedLength;

    private void EmitShape(string name, bool isTape)
    {
        var layers = plan.Cores.Select(layer => $"({layer.Type}.Layout.{name}, {(plan.Forward.First(stage => stage.Layer == layer.Index).OneRow ? 0 : layer.Spec.Times).ToString(System.Globalization.CultureInfo.InvariantCulture)})");
        var rows = isTape ? plan.TapeRows : plan.WorkspaceRows;
        string Numbers(IReadOnlyList<int> numbers) => numbers.Count == 0 ? "new int[0]" : $"new int[] {{ {string.Join(", ", numbers.Select(number => Invariant($"{number}")))} }}";
        writer.Raw($$"""
            public static readonly NetworkShape {{name}} = new NetworkShape(
                isTape: {{Truth(isTape)}},
                new (MemoryShape, int)[] { {{string.Join(", ", layers)}} },
                new (int, bool)[] { {{string.Join(", ", rows.Pieces.Select(piece => Invariant($"({piece.Size}, {Truth(piece.OneRow)})")))}} },
                values: {{Numbers(rows.Values)}},
                gradients: {{Numbers(rows.Gradients)}},
                scratch: {{plan.Scratch.ToString(System.Globalization.CultureInfo.InvariantCulture)}}{{(plan.Spec.TrainsInitialState ? Invariant($", state: {plan.StateFloats}") : "")}});
            """);

        static string Truth(bool value) => value ? "true" : "false";
    }

    /// <summary>The states that are parameters.</summary>
    private void EmitInitial()
    {
        writer.OpenMember("The state in which sequences begin: of cells without one among the parameters, zero.", "public readonly State Initial");
        writer.Open($"get");
        writer.Raw("State state = default;");
        foreach (var layer in plan.Initial)
        {
            writer.Raw(Invariant($"Parameters.Slice({layer.InitialOffset}, {layer.StateFloats}).CopyTo(MemoryMarshal.CreateSpan(ref LayerStates.Of<State, float>(ref state, {layer.StateOffset}), {layer.StateFloats}));"));
        }

        writer.Raw("return state;");
        writer.Close();
        writer.End();
        if (!plan.Spec.Network.Training)
        {
            return;
        }

        writer.OpenMember(
            "Adds the gradient of such a state to that of the parameters.",
            $"public static void AddInitial(State stateGradient, Span<float> gradient)");
        foreach (var layer in plan.Initial)
        {
            writer.Raw(Invariant($"Rows.Add(ref LayerStates.Of<State, float>(ref stateGradient, {layer.StateOffset}), 0, ref gradient[{layer.InitialOffset}], 0, 1, {layer.StateFloats});"));
        }

        writer.End();
    }
}

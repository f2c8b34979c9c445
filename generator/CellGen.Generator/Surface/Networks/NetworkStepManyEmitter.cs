using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits StepMany of a net of several layers: a group of agents at a time, whose rows between the layers fit on the stack.</summary>
internal sealed class NetworkStepManyEmitter(CodeWriter writer, NetworkPlan plan)
{
    /// <summary>The most floats of rows that are taken from the stack.</summary>
    private const int MostFloats = 16 * 1024;

    /// <summary>The most agents of a group: several times the lanes of the widest vectors.</summary>
    private const int MostAgents = 64;

    private readonly NetworkArguments _arguments = new(writer, plan);
    private readonly NetFace _face = NetFace.Of(plan);

    private InputText Input => _arguments.Input;

    public void Emit()
    {
        int floats = NetworkRows.Floats(plan);
        int group = Math.Min(MostAgents, Math.Max(1, MostFloats / Math.Max(1, floats)));
        writer.Raw("/// <summary>Checks the arguments and runs a step of each agent.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Open($"public void StepMany({Input.Parameter}, {_face.OutputParameters}, Span<State> states)");
        writer.Raw($"Arguments.Rows({Input.Name}.Length, states.Length, {Input.Size}, nameof({Input.Name}));");
        foreach (var output in _arguments.Outputs)
        {
            writer.Raw($"Arguments.Rows({output.Name}.Length, states.Length, {output.SizeName}, nameof({output.Name}));");
        }

        _arguments.EmitDistinctForward("states", "states");
        if (plan.Spec.Tokens is not null)
        {
            writer.Raw(Input.CheckTokens("tokens"));
        }

        if (floats > 0)
        {
            writer.Raw("Unsafe.SkipInit(out GroupRows memory);\nref float rows = ref StackMemory.Align(ref Unsafe.As<GroupRows, float>(ref memory));");
        }

        int place = 0;
        foreach (var layer in plan.Layers.Where(NetworkRows.IsOnStack))
        {
            int length = NetworkRows.Padded(layer) * group;
            writer.Raw(Invariant($"var {layer.Local} = MemoryMarshal.CreateSpan(ref {(place == 0 ? "rows" : Invariant($"Unsafe.Add(ref rows, {place})"))}, {length});"));
            place += length;
        }

        writer.Open($"for (int firstAgent = 0; firstAgent < states.Length; firstAgent += {group})");
        writer.Raw(Invariant($"int agentCount = Math.Min({group}, states.Length - firstAgent);\nvar group = states.Slice(firstAgent, agentCount);"));
        foreach (var layer in plan.Layers)
        {
            EmitLayer(layer);
        }

        writer.Close();
        writer.Close();
        writer.Line();
        if (floats > 0)
        {
            writer.Raw(Invariant($$"""
                /// <summary>What goes from layer to layer in a step of a group of agents.</summary>
                [StructLayout(LayoutKind.Sequential, Size = ({{floats * group}} + StackMemory.Slack) * sizeof(float))]
                private struct GroupRows { }

                """));
        }
    }

    /// <summary>The rows of a layer, and the distance from one to the next; −1 is the input.</summary>
    private (string Rows, string Step) RowsOf(int layer)
    {
        if (layer < 0)
        {
            return ($"{Input.Name}.Slice(firstAgent * {Input.Size})", Input.Size);
        }

        var spec = plan.Layers[layer].Spec;
        return spec.Kind == LayerKind.Last ? RowsOf(spec.Sources.First())
            : spec.Output is { } output ? ($"{output}.Slice(firstAgent * {Size(spec)})", Size(spec))
            : (plan.Layers[layer].Local, Size(spec));

        static string Size(LayerSpec spec) => Invariant($"{spec.Size}");
    }

    private void EmitLayer(LayerPlan layer)
    {
        var spec = layer.Spec;
        var (rows, step) = RowsOf(layer.Index);
        switch (spec.Kind)
        {
            case LayerKind.Cell or LayerKind.Dense:
                var (source, sourceStep) = RowsOf(spec.Sources.First());
                if (spec.Times > 1)
                {
                    writer.Open($"for (int window = 0; window < {spec.Times}; window++)");
                    string type = layer.Core!.Spec.Part!.Name;
                    writer.Raw($"{layer.Field}.StepMany({source}.Slice(window * {type}.InputSize), {sourceStep}, {rows}.Slice(window * {type}.OutputSize), {step}, agentCount);");
                    writer.Close();
                    break;
                }

                string states = layer.HasState ? Invariant($"LayerStates.Of<State, {layer.Core!.Spec.Part!.Name}.State>(group, {layer.StateOffset})") : "agentCount";
                writer.Raw($"{layer.Field}.StepMany({source}, {sourceStep}, {rows}, {step}, {states});");
                break;
            case LayerKind.Windows:
                var (read, readStep) = RowsOf(spec.Sources.First());
                writer.Raw($"{WindowText.Of(spec)}.{WindowText.Step(layer, $"MemoryMarshal.GetReference({read})", readStep, $"MemoryMarshal.GetReference({rows})", step, "agentCount", "group")};");
                break;
            case LayerKind.Elementwise:
                var (values, valuesStep) = RowsOf(spec.Sources.First());
                writer.Raw($"{layer.Field}.Apply(ref MemoryMarshal.GetReference({values}), {valuesStep}, ref MemoryMarshal.GetReference({rows}), {step}, agentCount);");
                break;
            case LayerKind.Last:
                break;
            default:
                EmitJoin(spec, rows, step);
                break;
        }

        if (spec.LogSoftmax && spec.Kind == LayerKind.Dense)
        {
            writer.Raw(Invariant($"LogSoftmax.Rows(ref MemoryMarshal.GetReference({rows}), {step}, agentCount, {spec.Size});"));
        }
    }

    private void EmitJoin(LayerSpec spec, string rows, string step)
    {
        int column = 0;
        foreach (int index in spec.Sources)
        {
            var (source, sourceStep) = RowsOf(index);
            bool adds = spec.Kind == LayerKind.Add;
            string target = adds || column == 0 ? rows : Invariant($"{rows}.Slice({column})");
            writer.Raw(Invariant($"Rows.{(adds && column > 0 ? "Add" : "Copy")}(ref MemoryMarshal.GetReference({source}), {sourceStep}, ref MemoryMarshal.GetReference({target}), {step}, agentCount, {plan.SizeOf(index)});"));
            column += plan.SizeOf(index);
        }
    }
}

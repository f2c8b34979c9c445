using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits a step of a net of several layers; what goes from layer to layer is on the stack.</summary>
internal sealed class NetworkStepEmitter(CodeWriter writer, NetworkPlan plan)
{
    private readonly NetworkArguments _arguments = new(writer, plan);
    private readonly NetFace _face = NetFace.Of(plan);

    private bool IsTokens => plan.Spec.Tokens is not null;

    public void Emit()
    {
        writer.Raw("/// <summary>Checks the arguments and runs a step.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Open($"public void Step({(IsTokens ? "int token" : "ReadOnlySpan<float> input")}, {_face.OutputParameters}, ref State state)");
        EmitChecks();
        int floats = NetworkRows.Floats(plan);
        if (floats > 0)
        {
            writer.Raw("Unsafe.SkipInit(out StepRows memory);\nref float rows = ref StackMemory.Align(ref Unsafe.As<StepRows, float>(ref memory));");
        }

        int place = 0;
        foreach (var layer in plan.Layers)
        {
            if (NetworkRows.IsOnStack(layer))
            {
                writer.Raw(Invariant($"var {layer.Local} = MemoryMarshal.CreateSpan(ref {(place == 0 ? "rows" : Invariant($"Unsafe.Add(ref rows, {place})"))}, {layer.Spec.Size});"));
                place += NetworkRows.Padded(layer);
            }

            EmitLayer(layer);
        }

        writer.Close();
        writer.Line();
        if (floats > 0)
        {
            writer.Raw(Invariant($$"""
                /// <summary>What goes from layer to layer in a step.</summary>
                [StructLayout(LayoutKind.Sequential, Size = ({{floats}} + StackMemory.Slack) * sizeof(float))]
                private struct StepRows { }

                """));
        }
    }

    private void EmitChecks()
    {
        foreach (var output in _arguments.Outputs)
        {
            writer.Raw($"Arguments.Step({(IsTokens ? "default, 0" : "input, InputSize")}, {output.Name}, {output.SizeName}, ref state, ref _parameters.At(0), PackedLength{(output.Name == "output" ? "" : $", nameof({output.Name})")});");
        }

        _arguments.EmitDistinctOutputs();
        if (IsTokens)
        {
            writer.Raw(_arguments.Input.CheckTokens("MemoryMarshal.CreateReadOnlySpan(ref token, 1)").Replace("nameof(tokens)", "nameof(token)"));
        }
    }

    /// <summary>The row of a layer; −1 is the input.</summary>
    private string Row(int layer) => layer < 0 ? IsTokens ? "token" : "input"
        : plan.Layers[layer].Spec is { Kind: LayerKind.Last } last ? Row(last.Sources.First())
        : plan.Layers[layer].Spec.Output ?? plan.Layers[layer].Local;

    private void EmitLayer(LayerPlan layer)
    {
        var spec = layer.Spec;
        string row = Row(layer.Index);
        switch (spec.Kind)
        {
            case LayerKind.Cell or LayerKind.Dense:
                string type = layer.Core!.Spec.Part!.Name;
                string state = Invariant($"LayerStates.Of<State, {type}.State>(ref state, {layer.StateOffset})");
                if (!layer.HasState)
                {
                    state = layer.Local + "State";
                    writer.Raw($"Unsafe.SkipInit(out {type}.State {state});");
                }

                string source = Row(spec.Sources.First());
                if (spec.Times == 1)
                {
                    writer.Raw($"{layer.Field}.Step({source}, {row}, ref {state});");
                    break;
                }

                writer.Open($"for (int window = 0; window < {spec.Times}; window++)");
                writer.Raw($"{layer.Field}.Step({source}.Slice(window * {type}.InputSize, {type}.InputSize), {row}.Slice(window * {type}.OutputSize, {type}.OutputSize), ref {state});");
                writer.Close();
                break;
            case LayerKind.Windows:
                string read = Row(spec.Sources.First());
                writer.Raw($"{WindowText.Of(spec)}.{WindowText.Step(layer, $"MemoryMarshal.GetReference({read})", "0", $"MemoryMarshal.GetReference({row})", "0", "1", "MemoryMarshal.CreateSpan(ref state, 1)")};");
                break;
            case LayerKind.Elementwise:
                writer.Raw($"{layer.Field}.Apply(ref MemoryMarshal.GetReference({Row(spec.Sources.First())}), 0, ref MemoryMarshal.GetReference({row}), 0, 1);");
                break;
            case LayerKind.Last:
                // In a step the row is the last.
                break;
            default:
                EmitJoin(spec, row);
                break;
        }

        if (spec.LogSoftmax && spec.Kind == LayerKind.Dense)
        {
            writer.Raw(Invariant($"LogSoftmax.Rows(ref MemoryMarshal.GetReference({row}), {spec.Size}, 1, {spec.Size});"));
        }
    }

    private void EmitJoin(LayerSpec spec, string row)
    {
        int column = 0;
        foreach (int source in spec.Sources)
        {
            if (spec.Kind == LayerKind.Add && column > 0)
            {
                writer.Raw(Invariant($"Rows.Add(ref MemoryMarshal.GetReference({Row(source)}), 0, ref MemoryMarshal.GetReference({row}), 0, 1, {spec.Size});"));
            }
            else
            {
                writer.Raw(column == 0 ? $"{Row(source)}.CopyTo({row});" : Invariant($"{Row(source)}.CopyTo({row}.Slice({column}));"));
            }

            column += plan.SizeOf(source);
        }
    }
}

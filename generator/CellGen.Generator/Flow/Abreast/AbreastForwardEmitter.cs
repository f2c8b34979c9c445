using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>
/// Emits the forward pass of sequences abreast, with a tape, and of the largest nets without one, too: of each layer and direction
/// first the products with the input, sequence by sequence, and then step after step of all of them, so that a weight of the
/// recurrence is read once for all. The bits are those of each sequence alone.
/// </summary>
internal sealed class AbreastForwardEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly InputText _input = new(plan.Spec);
    private readonly AbreastText _text = new(writer, plan);

    private Chain Chain => Chain.Of(plan)[0];

    private string Recurrence => Chain.Recurrence(_cell.Directions);

    public void Emit()
    {
        EmitRun();
        new AbreastForwardLayerEmitter(writer, plan).Emit();
    }

    private void EmitRun()
    {
        writer.OpenMember(
            "Runs neighbours of a batch abreast, and writes the tape: a step of all of them, and then the next.",
            SourceFile.KernelAttribute,
            "private void RunAbreast(",
            $"    in Batch batch, ref {_input.Element} {AbreastText.OfBatch(_input.Name)}, ref float batchOutput, ReadOnlySpan<int> lengths, Span<State> states, int first, SequenceMemory memory)");
        _text.EmitSpareStates("state", "memory");
        writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
        EmitTarget();
        _text.OpenDirections();
        _text.OpenPlaces("memory");
        _text.EmitInput();
        _text.EmitState("state", "memory");
        writer.Raw($"BeginAbreast(ref {_input.Name}, {_input.Name}Step, lengths[place], layer, direction, ref state, memory);");
        writer.End();
        writer.Raw($"memory.Select(first);\nForwardAbreast(ref {(_cell.Bidirectional ? "Floats.At(ref target, direction * StateSize)" : "target")}, targetStep, targetStride, lengths, layer, direction, memory);");
        EmitFinalStates();
        writer.End();
        EmitBetweenLayers();
        writer.End();
        EmitHead();
        writer.End();
    }

    /// <summary>Where a layer writes, and how far its rows and sequences are apart.</summary>
    private void EmitTarget()
    {
        writer.Raw("memory.Select(first);");
        if (_cell.SumsDirections)
        {
            writer.Raw("ref float target = ref memory.Directions;\nint targetStep = DirectionsStep;\nint targetStride = memory.PlaceStride;");
            return;
        }

        (string Rows, string Step, string Stride) inner = ($"{_text.Outputs}(layer)", "LayerOutputSize", "memory.SequenceStride");
        (string Rows, string Step, string Stride) outer = ("Floats.At(ref batchOutput, batch.OutputOffset(first))", "batch.OutputStep", "batch.OutputOffset(1)");
        if (_spec.Head is null && _cell.Layers > 1)
        {
            string Either(string mine, string other) => $"layer == LayerCount - 1 ? {mine} : {other}";
            (inner.Rows, inner.Step, inner.Stride) = (Either("ref " + outer.Rows, "ref " + inner.Rows), Either(outer.Step, inner.Step), Either(outer.Stride, inner.Stride));
        }
        else if (_spec.Head is null)
        {
            inner = outer;
        }

        writer.Raw($"ref float target = ref {inner.Rows};\nint targetStep = {inner.Step};\nint targetStride = {inner.Stride};");
    }

    private void EmitFinalStates()
    {
        _text.OpenPlaces("memory");
        _text.EmitState("state", "memory");
        for (int s = 0; s < plan.StateParts.Count; s++)
        {
            string name = plan.StateParts[s].Name;
            string row = _cell.Bidirectional ? $"direction == 1 ? 0 : {_text.Row("lengths[place]")} * StateStride" : $"{_text.Row("lengths[place]")} * StateStride";
            writer.Raw(Invariant($"MemoryMarshal.CreateSpan(ref Floats.At(ref {_text.States(Recurrence, s)}, {row}), {LayerText.Size(name)}).CopyTo(state.{LayerText.Part(plan, name, $"layer, {Chain.Index()}")});"));
        }

        writer.Close();
    }

    /// <summary>The sum of both directions, and what is dropped before the next layer reads it.</summary>
    private void EmitBetweenLayers()
    {
        if (_cell.SumsDirections)
        {
            _text.OpenPlaces("memory");
            if (_spec.Head is null)
            {
                AbreastText.EmitOutput(writer, "output");
                writer.Raw(_cell.Layers > 1
                    ? $"ref float sum = ref layer == LayerCount - 1 ? ref output : ref {_text.Outputs}(layer);\nint sumStep = layer == LayerCount - 1 ? outputStep : LayerOutputSize;"
                    : "ref float sum = ref output;\nint sumStep = outputStep;");
            }
            else
            {
                writer.Raw($"ref float sum = ref {_text.Outputs}(layer);\nint sumStep = LayerOutputSize;");
            }

            writer.Raw("Rows.AddHalves(ref memory.Directions, DirectionsStep, ref sum, sumStep, lengths[place], StateSize);");
            writer.End();
        }

        if (_cell.DropsOutputs)
        {
            _text.OpenPlaces("memory", "layer < LayerCount - 1 && ");
            writer.Raw($"int steps = lengths[place];\nref float rows = ref {_text.Outputs}(layer);");
            writer.Raw(LayerText.DropOutputs(_cell, "memory", "rows"));
            writer.End();
        }
    }

    private void EmitHead()
    {
        if (_spec.Head is not { } head)
        {
            return;
        }

        _text.OpenPlaces("memory");
        AbreastText.EmitOutput(writer, "output");
        if (head.Over == HeadInput.LastState)
        {
            _text.EmitState("state", "memory");
        }
        else
        {
            writer.Raw($"int steps = lengths[place];\nref float source = ref {_text.Outputs}(LayerCount - 1);");
        }

        new SequenceEmitter(writer, plan).EmitHead();
        writer.Close();
    }
}

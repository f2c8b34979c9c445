using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>Emits one direction of a layer of sequences abreast: how each begins, and the steps of all of them.</summary>
internal sealed class AbreastForwardLayerEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly InputText _input = new(plan.Spec);
    private readonly LayerText _layer = new(writer, plan);
    private readonly AbreastText _text = new(writer, plan);

    private Chain Chain => Chain.Of(plan)[0];

    private string Recurrence => Chain.Recurrence(_cell.Directions);

    private string Reverse => _cell.Bidirectional ? "bool reverse = direction == 1;\n" : "";

    public void Emit()
    {
        EmitBegin();
        EmitLayer();
    }

    private void EmitBegin()
    {
        writer.OpenMember(
            "Begins a layer and direction of a sequence: its products with the input, and its first states.",
            SourceFile.KernelAttribute,
            "private void BeginAbreast(",
            $"    ref {_input.Element} {_input.Name}, int {_input.Name}Step, int steps, int layer, int direction, ref State state, SequenceMemory memory)");
        writer.Raw(Reverse.TrimEnd());
        EmitSource();
        _layer.EmitWeights(Chain);
        writer.Raw("ref float projected = ref memory.InputGates;");
        _layer.EmitInputProduct(Chain, "0", "steps", (_input.Name, _input.Name + "Step"), mayHaveTable: false);
        for (int s = 0; s < plan.StateParts.Count; s++)
        {
            string name = plan.StateParts[s].Name;
            writer.Raw(Invariant($"ref float {name} = ref {Chain.At(_text.States(Recurrence, s), "0", $"{_text.Row("steps")} * StateStride")};"));
            writer.Raw($"Rows.CopyPadded(state.{LayerText.Part(plan, name, $"layer, {Chain.Index()}")}, MemoryMarshal.CreateSpan(ref {name}, StateStride));");
        }

        writer.End();
    }

    /// <summary>What the layer reads: of the first layer the input, cleaned, or the embeddings.</summary>
    private void EmitSource()
    {
        if (_spec.GathersColumns && _cell.Layers == 1)
        {
            return;
        }

        string below = $"source = ref {_text.Outputs}(layer - 1);\nsourceStep = LayerOutputSize;";
        if (_spec.Tokens is null)
        {
            writer.Raw("ref float source = ref input;\nint sourceStep = inputStep;");
        }
        else
        {
            writer.Raw($"ref float source = ref memory.{(_spec.IsEmbedded ? "Embedded" : "LayerOutput(0)")};\nint sourceStep = {(_spec.IsEmbedded ? "InputSize" : "LayerOutputSize")};");
        }

        if (_cell.Layers > 1)
        {
            writer.Raw($"if (layer > 0)\n{{\n    {below.Replace("\n", "\n    ")}\n}}");
            if (_spec.GathersColumns)
            {
                return;
            }

            writer.Raw("else");
        }

        if (_spec.IsEmbedded)
        {
            writer.Open();
            writer.Raw("Layout.Embeddings.Gather(ref _parameters.At(EmbeddingOffset), ref tokens, tokensStep, ref source, InputSize, steps);");
            writer.Close();
        }
        else
        {
            InputText.EmitClean(writer, "source", "sourceStep", "steps", "InputSize", "memory.CleanInput");
        }

        writer.Line();
    }

    private void EmitLayer()
    {
        var phase = plan.Training.Phases[0];
        var matrix = plan.MatrixOf(phase.Product!);
        string At(int offset) => MemoryText.Of(new("recurrent", offset));
        writer.OpenMember(
            "Runs one direction of a layer: for each step a product with the states of all sequences, and then the equations of each.",
            SourceFile.KernelAttribute,
            "private void ForwardAbreast(",
            "    ref float target, int targetStep, int targetStride, ReadOnlySpan<int> lengths, int layer, int direction, SequenceMemory memory)");
        writer.Raw($"""
            {Reverse}int kept = memory.SequenceStride;
            int own = memory.PlaceStride;
            ref float recurrent = ref _parameters.At({LayerText.Offset(_cell, "layer", Chain.Index())} + {LayerText.InputPart(_cell, "layer")});
            ref float projected = ref memory.InputGates;
            ref float sums = ref memory.RecurrentSums;
            ref float taped = ref memory.{(plan.RunsAbreastWithoutTape ? "AbreastValues" : "Values")}({Recurrence});
            """);
        if (plan.RunsAbreastWithoutTape)
        {
            writer.Raw("int tapeStep = memory.TapeStep(TapeStride);\nint wrap = memory.AbreastWrap;");
        }

        for (int s = 0; s < plan.StateParts.Count; s++)
        {
            writer.Raw(Invariant($"ref float {plan.StateParts[s].Name} = ref {_text.States(Recurrence, s)};"));
        }

        _text.OpenRows(isBackward: false);
        string Wrapped(string row) => plan.RunsAbreastWithoutTape ? $"({row} & wrap) * StateStride" : $"{row} * StateStride";
        string read = _cell.Bidirectional ? "(reverse ? row + 1 : row)" : "row", written = _cell.Bidirectional ? "(reverse ? row : row + 1)" : "(row + 1)";
        writer.Raw($"int read = {Wrapped(read)};\nint written = {Wrapped(written)};");
        _text.OpenRuns();
        OpenRun();
        string start = plan.SignatureOf(new StartKernel(matrix)).Call(
            (ParameterNames.Biases(matrix), At(matrix.Bias?.Offset ?? 0)), ("projected", AbreastText.Own("projected", "(row * GateLanes)")), ("sums", AbreastText.Own("sums")));
        writer.Raw($"_kernels.{start};");
        writer.End();
        string product = plan.SignatureOf(plan.Kernels.Product(KernelName.Recurrence)).Call(
            ("weights", At(matrix.Weights.Offset)), ("input", $"Floats.At(ref {phase.Product!.Operand}, (at * kept) + read)"), ("inputStep", "kept"),
            ("output", "Floats.At(ref sums, at * own)"), ("outputStep", "own"), ("rows", "run"), ("accumulate", "accumulate: true"));
        writer.Raw($"_kernels.{product};");
        OpenRun();
        string units = plan.SignatureOf(new UnitsKernel(phase, Tape: true) { IsAbreast = true }).CallInLines(
        [
            ("sums", AbreastText.Own("sums")), ("projected", AbreastText.Own("projected", "(row * GateLanes)")),
            .. plan.Training.StateNames.SelectMany(state => new[] { (state, AbreastText.Kept(state, "read")), (state + "Next", AbreastText.Kept(state, "written")) }),
            ("output", "Floats.At(ref target, (place * targetStride) + (row * targetStep))"), ("tape", AbreastText.Kept("taped", plan.RunsAbreastWithoutTape ? "(row * tapeStep)" : "(row * TapeStride)")),
        ]);
        writer.Raw($"_kernels.{units};");
        writer.Close();
        writer.Close();
        writer.Close();
        writer.End();
    }

    private void OpenRun() => writer.Open($"for (int place = at; place < at + run; place++)");
}

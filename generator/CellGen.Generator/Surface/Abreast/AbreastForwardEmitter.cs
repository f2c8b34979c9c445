using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>
/// Emits the forward pass of sequences abreast, with a tape, and of the largest nets without one, too: of each layer and direction first the products with the input, sequence by
/// sequence, and then step after step of all of them, so that a weight of the recurrence is read once for all. The bits are those
/// of each sequence alone.
/// </summary>
internal sealed class AbreastForwardEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly InputText _input = new(plan.Spec);
    private readonly LayerText _layer = new(writer, plan);
    private readonly AbreastText _text = new(writer, plan);

    private Chain Chain => Chain.Of(plan)[0];

    private string Recurrence => Chain.Recurrence(_cell.Directions);

    /// <summary>What has the outputs of a layer: a tape keeps them, and what a workspace has of them is each sequence's own.</summary>
    private string Outputs => plan.RunsAbreastWithoutTape ? "memory.AbreastOutput" : "memory.LayerOutput";

    private string Reverse => _cell.Bidirectional ? "bool reverse = direction == 1;\n" : "";

    public void Emit()
    {
        EmitRun();
        EmitBegin();
        EmitLayer();
    }

    /// <summary>The rows of a state.</summary>
    private string States(int state) => Invariant($"memory.{(plan.RunsAbreastWithoutTape ? "AbreastRows" : "StateRows")}({Recurrence}, {state})");

    /// <summary>The number of a row of a state: without a tape two take turns.</summary>
    private string Row(string row) => plan.RunsAbreastWithoutTape ? $"({row} & memory.AbreastWrap)" : row;

    private void EmitRun()
    {
        writer.Raw("/// <summary>Runs neighbours of a batch abreast, and writes the tape: a step of all of them, and then the next.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw("private void RunAbreast(");
        writer.Raw($"    in Batch batch, ref {_input.Element} {AbreastText.OfBatch(_input.Name)}, ref float batchOutput, ReadOnlySpan<int> lengths, Span<State> states, int first, SequenceMemory memory)");
        writer.Open();
        _text.EmitSpareStates("state", "memory");
        writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
        EmitTarget();
        _text.OpenDirections();
        _text.OpenPlaces("memory");
        _text.EmitInput();
        _text.EmitState("state", "memory");
        writer.Raw($"BeginAbreast(ref {_input.Name}, {_input.Name}Step, lengths[place], layer, direction, ref state, memory);");
        writer.Close();
        writer.Line();
        writer.Raw($"memory.Select(first);\nForwardAbreast(ref {(_cell.Bidirectional ? "Unsafe.Add(ref target, direction * StateSize)" : "target")}, targetStep, targetStride, lengths, layer, direction, memory);");
        EmitFinalStates();
        writer.Close();
        writer.Line();
        EmitBetweenLayers();
        writer.Close();
        writer.Line();
        EmitHead();
        writer.Close();
        writer.Line();
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

        (string Rows, string Step, string Stride) inner = ($"{Outputs}(layer)", "LayerOutputSize", "memory.SequenceStride");
        (string Rows, string Step, string Stride) outer = ("Unsafe.Add(ref batchOutput, batch.OutputOffset(first))", "batch.OutputStep", "batch.OutputOffset(1)");
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
            string row = _cell.Bidirectional ? $"direction == 1 ? 0 : {Row("lengths[place]")} * StateStride" : $"{Row("lengths[place]")} * StateStride";
            writer.Raw(Invariant($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {States(s)}, {row}), {LayerText.Size(name)}).CopyTo(state.{LayerText.Part(plan, name, $"layer, {Chain.Index()}")});"));
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
                    ? $"ref float sum = ref layer == LayerCount - 1 ? ref output : ref {Outputs}(layer);\nint sumStep = layer == LayerCount - 1 ? outputStep : LayerOutputSize;"
                    : "ref float sum = ref output;\nint sumStep = outputStep;");
            }
            else
            {
                writer.Raw($"ref float sum = ref {Outputs}(layer);\nint sumStep = LayerOutputSize;");
            }

            writer.Raw("Rows.AddHalves(ref memory.Directions, DirectionsStep, ref sum, sumStep, lengths[place], StateSize);");
            writer.Close();
            writer.Line();
        }

        if (_cell.DropsOutputs)
        {
            _text.OpenPlaces("memory", "layer < LayerCount - 1 && ");
            writer.Raw($"int steps = lengths[place];\nref float rows = ref {Outputs}(layer);");
            writer.Raw(LayerText.DropOutputs(_cell, "memory", "rows"));
            writer.Close();
            writer.Line();
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
            writer.Raw($"int steps = lengths[place];\nref float source = ref {Outputs}(LayerCount - 1);");
        }

        new SequenceEmitter(writer, plan).EmitHead();
        writer.Close();
    }

    private void EmitBegin()
    {
        writer.Raw("/// <summary>Begins a layer and direction of a sequence: its products with the input, and its first states.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw("private void BeginAbreast(");
        writer.Raw($"    ref {_input.Element} {_input.Name}, int {_input.Name}Step, int steps, int layer, int direction, ref State state, SequenceMemory memory)");
        writer.Open();
        writer.Raw(Reverse.TrimEnd());
        EmitSource();
        _layer.EmitWeights(Chain);
        writer.Raw("ref float projected = ref memory.InputGates;");
        _layer.EmitInputProduct(Chain, "0", "steps", (_input.Name, _input.Name + "Step"), mayHaveTable: false);
        for (int s = 0; s < plan.StateParts.Count; s++)
        {
            string name = plan.StateParts[s].Name;
            writer.Raw(Invariant($"ref float {name} = ref {Chain.At(States(s), "0", $"{Row("steps")} * StateStride")};"));
            writer.Raw($"Rows.CopyPadded(state.{LayerText.Part(plan, name, $"layer, {Chain.Index()}")}, MemoryMarshal.CreateSpan(ref {name}, StateStride));");
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>What the layer reads: of the first layer the input, cleaned, or the embeddings.</summary>
    private void EmitSource()
    {
        if (_spec.GathersColumns && _cell.Layers == 1)
        {
            return;
        }

        string below = $"source = ref {Outputs}(layer - 1);\nsourceStep = LayerOutputSize;";
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
        writer.Raw("/// <summary>Runs one direction of a layer: for each step a product with the states of all sequences, and then the equations of each.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw("private void ForwardAbreast(");
        writer.Raw("    ref float target, int targetStep, int targetStride, ReadOnlySpan<int> lengths, int layer, int direction, SequenceMemory memory)");
        writer.Open();
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
            writer.Raw(Invariant($"ref float {plan.StateParts[s].Name} = ref {States(s)};"));
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
        writer.Close();
        writer.Line();
        string product = plan.SignatureOf(plan.Kernels.Product(KernelName.Recurrence)).Call(
            ("weights", At(matrix.Weights.Offset)), ("input", $"Unsafe.Add(ref {phase.Product!.Operand}, (at * kept) + read)"), ("inputStep", "kept"),
            ("output", "Unsafe.Add(ref sums, at * own)"), ("outputStep", "own"), ("rows", "run"), ("accumulate", "accumulate: true"));
        writer.Raw($"_kernels.{product};");
        OpenRun();
        string units = plan.SignatureOf(new UnitsKernel(phase, Tape: true) { IsAbreast = true }).CallInLines(
        [
            ("sums", AbreastText.Own("sums")), ("projected", AbreastText.Own("projected", "(row * GateLanes)")),
            .. plan.Training.StateNames.SelectMany(state => new[] { (state, AbreastText.Kept(state, "read")), (state + "Next", AbreastText.Kept(state, "written")) }),
            ("output", "Unsafe.Add(ref target, (place * targetStride) + (row * targetStep))"), ("tape", AbreastText.Kept("taped", plan.RunsAbreastWithoutTape ? "(row * tapeStep)" : "(row * TapeStride)")),
        ]);
        writer.Raw($"_kernels.{units};");
        writer.Close();
        writer.Close();
        writer.Close();
        writer.Close();
        writer.Line();
    }

    private void OpenRun() => writer.Open($"for (int place = at; place < at + run; place++)");
}

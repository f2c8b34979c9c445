using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>
/// Emits the run of a layer, of one direction or both: chunk by chunk, the products with the input, then the recurrence. What
/// a workspace and a tape do differently, their memory knows.
/// </summary>
/// <param name="writer">Where to write.</param>
/// <param name="plan">The model.</param>
/// <param name="tape">Whether it is the way with a tape; where there is one way alone, it serves both.</param>
/// <param name="suffix">What sets the method apart from that of the other way.</param>
internal sealed class ForwardLayerEmitter(CodeWriter writer, NetPlan plan, bool tape, string suffix)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly LayerText _layer = new(writer, plan);
    private readonly InputText _input = new(plan.Spec);

    /// <summary>What sets the methods apart from those of the other way.</summary>
    public string Suffix => suffix;

    /// <summary>Whether the kernel of one layer has a tape, be it one that nobody reads.</summary>
    public bool IsTaped => tape || plan.MayLeaveTapeUnread;

    private IReadOnlyList<string> States => plan.Step.StateNames;

    /// <summary>The directions that a kernel runs in one loop.</summary>
    private IReadOnlyList<Chain> Chains => Chain.Of(plan);

    /// <summary>Whether the layers need the tokens: to select columns, or rows of a table.</summary>
    public static bool ReadsTokens(ModelSpec spec) => spec.GathersColumns || spec.IsEmbedded;

    /// <summary>The last parameters of a method that runs layers.</summary>
    public string LastParameters =>
        "SequenceMemory memory" + (ReadsTokens(_spec) ? ", ref int tokens, int tokensStep" : "") + (_spec.HasTable ? ", TokenTable? table" : "");

    public void Emit()
    {
        bool variable = Chains[0].IsVariable;
        writer.OpenMember(
            $"Runs {(Chains.Count == 2 ? "both directions" : variable ? "one direction" : "the recurrence")} of a layer over all steps.",
            SourceFile.KernelAttribute,
            $"private void ForwardLayer{suffix}(",
            $"    ref float source, int sourceStep, ref float target, int targetStep, int steps, int layer{(variable ? ", int direction" : "")}, ref State state,",
            $"    {LastParameters})");
        if (variable)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        EmitReferences(Chains);
        writer.Line();
        writer.Open($"for (int done = 0; done < steps;)");
        writer.Raw($"// A chunk of steps: rows first to first + count, in the order of time.\nint count = {ChunkLength};");
        foreach (var chain in Chains)
        {
            string first = chain.Name("first");
            writer.Raw($"int {first} = {chain.Choose("done", "steps - done - count")};");
            EmitContext(chain, first);
            EmitInputProduct(chain, first, "count");
        }

        var arguments = Chains.SelectMany(chain => KernelArguments(chain).Select(argument => (chain.Name(argument.Parameter), argument.Expression)));
        writer.Raw($"_kernels.{RecurrenceSignature.Of(plan, IsTaped).CallInLines(arguments.Append(("steps", "count")))};");
        EmitHandOver(Chains, _ => "count");
        writer.Raw("done += count;");
        writer.End();
        EmitFinalStates(Chains);
        writer.End();
    }

    /// <summary>The number of steps of a chunk: one, where each waits for what its state finds in memory.</summary>
    private string ChunkLength => (_spec.Part, _spec.Cell.Layers) switch
    {
        (not { HasContext: true }, _) => "Math.Min(ChunkSteps, steps - done)",
        (_, 1) => "1",
        _ => "layer == 0 ? 1 : Math.Min(ChunkSteps, steps - done)",
    };

    /// <summary>What the state before a step finds, into what the step reads.</summary>
    private void EmitContext(Chain chain, string first)
    {
        if (_spec.Part is not { HasContext: true })
        {
            return;
        }

        string read = $"memory.Context!.Read(ref {chain.Name(States[0])}, ref Floats.At(ref source, {first} * sourceStep), {first});";
        writer.Raw(_spec.Cell.Layers == 1 ? read : $"if (layer == 0)\n{{\n    {read}\n}}\n");
    }

    /// <summary>The products with the input of rows of the first layer, and of the others where they run alone.</summary>
    public void EmitInputProduct(Chain chain, string first, string count) =>
        _layer.EmitInputProduct(chain, first, count, (_input.At(first), "tokensStep"));

    /// <summary>The last states of a chunk are the first of the next.</summary>
    public void EmitHandOver(IEnumerable<Chain> chains, Func<Chain, string> count)
    {
        foreach (var chain in chains)
        {
            string stride = chain.Signed("StateStride");
            foreach (string state in States.Select(chain.Name))
            {
                writer.Raw($"{state} = ref memory.NextRow(ref {state}, {count(chain)} * {(stride == "StateStride" ? stride : $"({stride})")}, StateStride);");
            }
        }
    }

    public void EmitFinalStates(IEnumerable<Chain> chains)
    {
        foreach (var chain in chains)
        {
            foreach (string state in States)
            {
                writer.Raw($"MemoryMarshal.CreateSpan(ref {chain.Name(state)}, {LayerText.Size(state)}).CopyTo({PartOf(chain, state)});");
            }
        }
    }

    /// <summary>The weights of each chain, where its projected inputs go, its initial state and its tape.</summary>
    public void EmitReferences(IReadOnlyList<Chain> chains)
    {
        if (IsTaped)
        {
            writer.Raw("int tapeStep = memory.TapeStep(TapeStride);");
        }

        if (_spec.Cell.Bidirectional)
        {
            writer.Raw("int last = memory.IsTape ? steps : ChunkSteps;");
        }

        foreach (var chain in chains)
        {
            EmitReferences(chain);
        }
    }

    private void EmitReferences(Chain chain)
    {
        _layer.EmitWeights(chain);
        writer.Raw($"ref float {chain.Name("projected")} = ref {(chain.IsSecond ? $"Floats.At(ref memory.Projected, ChunkSteps * {LayerText.GateRow(plan)})" : "memory.Projected")};");
        string recurrence = chain.Recurrence(_spec.Cell.Directions);
        for (int s = 0; s < States.Count; s++)
        {
            string name = chain.Name(States[s]);
            writer.Raw($"ref float {name} = ref {chain.At(Invariant($"memory.StateRows({recurrence}, {s})"), "0", "last * StateStride")};");
            writer.Raw($"Rows.CopyPadded({PartOf(chain, States[s])}, MemoryMarshal.CreateSpan(ref {name}, StateStride));");
        }

        if (IsTaped)
        {
            writer.Raw($"ref float {chain.Name("taped")} = ref memory.Values({recurrence});");
        }

        if (tape && plan.Training.HasMask)
        {
            writer.Raw($"ref float {chain.Name("mask")} = ref memory.DrawMask({recurrence}, StateStride, {FloatText.Of((float)_spec.Cell.RecurrentDropout)});");
        }
    }

    /// <summary>The units of a state, without a check, and of a length that is a constant: a short buffer would notice more.</summary>
    private string PartOf(Chain chain, string state)
    {
        int offset = plan.StateParts.First(part => part.Name == state).Offset;
        return Invariant($"MemoryMarshal.CreateSpan(ref State.At(ref state, {chain.Recurrence(_spec.Cell.Directions)}, {offset}), {LayerText.Size(state)})");
    }

    private IEnumerable<(string Parameter, string Expression)> KernelArguments(Chain chain)
    {
        // The recurrence of the backward direction enters a chunk at its last row.
        string first = chain.Name("first");
        string row = chain.Choose(first, $"({first} + count - 1)");
        row = chain.IsVariable ? $"({row})" : row;
        return
        [
            ("parameters", chain.Name("recurrent")),
            ("weights", chain.Name("weights")),
            ("input", $"Floats.At(ref source, {first} * sourceStep)"),
            ("inputStep", "sourceStep"),
            ("projected", chain.At(chain.Name("projected"), "0", $"(count - 1) * {LayerText.GateRow(plan)}")),
            ("projectedStep", chain.Signed(LayerText.GateRow(plan))),
            .. States.Select(state => (state, chain.Name(state))),
            ("stateStep", chain.Signed("StateStride")),
            ("output", $"Floats.At(ref target, {chain.Within($"{row} * targetStep", "StateSize")})"),
            ("outputStep", chain.Signed("targetStep")),
            ("tape", $"Floats.At(ref {chain.Name("taped")}, {row} * tapeStep)"),
            ("tapeStep", chain.Signed("tapeStep")),
            ("mask", chain.Name("mask")),
            ("carried", chain.At("memory.Carried", "0", chain.IsVariable ? "0" : "CarriedLength")),
        ];
    }
}

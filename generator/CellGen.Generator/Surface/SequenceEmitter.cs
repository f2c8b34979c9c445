using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the run of one sequence through layers, directions and the head, with a workspace or a tape.</summary>
internal sealed class SequenceEmitter(CodeWriter writer, NetPlan plan, bool tape)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly LayerText _layer = new(writer, plan);
    private readonly InputText _input = new(plan.Spec);
    private readonly string _memory = tape ? "tape" : "workspace";

    private IReadOnlyList<string> States => plan.Step.StateNames;

    /// <summary>Whether a table of the embedding's products may be given.</summary>
    private bool HasTable => _spec.IsEmbedded && !tape;

    /// <summary>Whether the layers still need the tokens: to select columns, or rows of a table.</summary>
    private bool LayersReadTokens => _spec.GathersColumns || HasTable;

    private string MemoryParameter => tape ? "Tape tape" : "Workspace workspace";

    /// <summary>The last parameters of the methods that run layers, and the arguments that Run gives them.</summary>
    private string TokenParameters =>
        (LayersReadTokens ? ", ref int tokens, int tokensStep" : "") + (HasTable ? ", TokenTable? table" : "");

    private string TokenArguments => (LayersReadTokens ? ", ref tokens, tokensStep" : "") + (HasTable ? ", table" : "");

    /// <summary>The directions that a kernel runs in one loop.</summary>
    private IReadOnlyList<Chain> Chains => Chain.Of(plan);

    /// <summary>The argument that says which direction a kernel runs, where it is one of two.</summary>
    private string DirectionArgument(string type) => Chains[0].IsVariable ? $", {type}direction" : "";

    public void Emit()
    {
        EmitRun();
        if (Pairs)
        {
            EmitPair();
        }

        if (!Pairs || _cell.Layers % 2 == 1)
        {
            EmitLayer();
        }
    }

    /// <summary>Whether two layers run at once.</summary>
    private bool Pairs => plan.PairsLayers(tape);

    private void EmitRun()
    {
        writer.Raw("/// <summary>Runs one sequence, whose rows are inputStep and outputStep apart.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw("private void Run(");
        writer.Raw($"    ref {_input.Element} {_input.Name}, int {_input.Name}Step, ref float output, int outputStep, int steps, ref State state, {MemoryParameter}{(HasTable ? ", TokenTable? table" : "")})");
        writer.Open();
        _input.EmitClean(writer, _memory);
        EmitSource();
        if (_spec.Head is { ReadsInput: true })
        {
            writer.Raw($"""
                ref float headRows = ref {_memory}.HeadRows;
                ref float previous = ref Unsafe.Add(ref headRows, InputSize);
                state.Hidden(LayerCount - 1).CopyTo(MemoryMarshal.CreateSpan(ref previous, LayerOutputSize));
                """);
        }

        if (Pairs)
        {
            EmitPairs();
        }
        else
        {
            writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
            EmitOneLayer();
            writer.Close();
        }

        EmitHead();
        writer.Close();
        writer.Line();
    }

    /// <summary>Two layers at a time; of an odd number the last one alone.</summary>
    private void EmitPairs()
    {
        string last = _cell.Layers % 2 == 1 ? " - 1" : "";
        writer.Open($"for (int layer = 0; layer < LayerCount{last}; layer += 2)");
        EmitTarget("layer + 1", couldBeLast: _cell.Layers % 2 == 0);
        writer.Raw($"""
            ForwardPair(
                ref source, sourceStep, ref {_memory}.LayerOutput(layer), ref target, targetStep, steps, layer, ref state, {_memory}{TokenArguments});
            source = ref target;
            sourceStep = targetStep;
            """);
        writer.Close();
        writer.Line();
        if (_cell.Layers % 2 == 1)
        {
            writer.Open();
            writer.Raw("const int layer = LayerCount - 1;");
            EmitOneLayer();
            writer.Close();
        }
    }

    private void EmitOneLayer()
    {
        EmitTarget("layer", couldBeLast: true);
        string target = _cell.SumsDirections ? "directions" : "target";
        string targetStep = _cell.SumsDirections ? "DirectionsStep" : "targetStep";
        if (_cell.SumsDirections)
        {
            writer.Raw($"ref float directions = ref {_memory}.Directions;");
        }

        string call = $"ForwardLayer(ref source, sourceStep, ref {target}, {targetStep}, steps, layer{DirectionArgument("")}, ref state, {_memory}{TokenArguments});";
        if (Chains[0].IsVariable)
        {
            writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");
            writer.Raw(call);
            writer.Close();
            writer.Line();
        }
        else
        {
            writer.Raw(call);
        }

        if (_cell.SumsDirections)
        {
            writer.Raw("Rows.AddHalves(ref directions, DirectionsStep, ref target, targetStep, steps, StateSize);");
        }

        if (tape && _cell.DropsOutputs)
        {
            writer.Open($"if (layer < LayerCount - 1)");
            writer.Raw("tape.DropOutputs(ref target, steps, layer);");
            writer.Close();
            writer.Line();
        }

        writer.Raw("source = ref target;\nsourceStep = targetStep;");
    }

    private void EmitSource()
    {
        if (_spec.IsEmbedded)
        {
            writer.Raw($"ref float source = ref output;\nsource = ref {_memory}.Embedded;\nint sourceStep = InputSize;");
            if (HasTable)
            {
                writer.Open($"if (table is null)");
            }

            writer.Raw("Layout.Embeddings.Gather(ref _parameters.At(EmbeddingOffset), ref tokens, tokensStep, ref source, InputSize, steps);");
            if (HasTable)
            {
                writer.Close();
                writer.Line();
            }
        }
        else if (_spec.GathersColumns)
        {
            writer.Raw("// The first layer reads tokens, the others the one below.\nref float source = ref output;\nint sourceStep = outputStep;");
        }
        else
        {
            writer.Raw("ref float source = ref input;\nint sourceStep = inputStep;");
        }
    }

    /// <summary>Where a layer writes: the last one, unless a head follows, to the user's output.</summary>
    private void EmitTarget(string layer, bool couldBeLast)
    {
        string inner = $"{_memory}.LayerOutput({layer})";
        (string target, string step) = (_spec.Head, _cell.Layers) switch
        {
            (not null, _) => (inner, "LayerOutputSize"),
            (null, 1) => ("output", "outputStep"),
            _ when !couldBeLast => (inner, "LayerOutputSize"),
            _ => ($"{layer} == LayerCount - 1 ? ref output : ref {inner}", $"{layer} == LayerCount - 1 ? outputStep : LayerOutputSize"),
        };
        writer.Raw($"ref float target = ref {target};\nint targetStep = {step};");
    }

    private void EmitHead()
    {
        if (_spec.Head is not { } head)
        {
            return;
        }

        writer.Line();
        switch (head.Over)
        {
            case HeadInput.LastState:
                writer.Raw($"ref float last = ref {_memory}.HeadInput;");
                if (_cell.SumsDirections)
                {
                    writer.Raw("""
                        state.Hidden(LayerCount - 1, 0).CopyTo(MemoryMarshal.CreateSpan(ref last, StateSize));
                        Rows.Add(ref MemoryMarshal.GetReference(state.Hidden(LayerCount - 1, 1)), 0, ref last, 0, 1, StateSize);
                        """);
                }
                else
                {
                    writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");
                    writer.Raw("state.Hidden(LayerCount - 1, direction).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref last, direction * StateSize), StateSize));");
                    writer.Close();
                    writer.Line();
                }

                _layer.EmitHead("last", "LayerOutputSize", "output", "outputStep", "1");
                break;
            case HeadInput.MeanState:
                writer.Raw($"""
                    ref float mean = ref {_memory}.HeadInput;
                    Rows.Mean(MemoryMarshal.CreateSpan(ref source, steps * LayerOutputSize), MemoryMarshal.CreateSpan(ref mean, LayerOutputSize));
                    """);
                _layer.EmitHead("mean", "LayerOutputSize", "output", "outputStep", "1");
                break;
            case HeadInput.InputAndPreviousState:
                writer.Raw("""
                    Rows.Copy(ref input, inputStep, ref headRows, HeadColumns, steps, InputSize);
                    Rows.Copy(ref source, sourceStep, ref Unsafe.Add(ref previous, HeadColumns), HeadColumns, steps - 1, LayerOutputSize);
                    """);
                _layer.EmitHead("headRows", "HeadColumns", "output", "outputStep", "steps");
                break;
            default:
                _layer.EmitHead("source", "LayerOutputSize", "output", "outputStep", "steps");
                break;
        }

        if (tape && head.LogSoftmax)
        {
            writer.Raw($"Rows.Copy(ref output, outputStep, ref tape.HeadOutput, OutputSize, {(head.OneRow ? "1" : "steps")}, OutputSize);");
        }
    }

    /// <summary>One direction of a layer, or both: chunk by chunk, the products with the input, then the recurrence.</summary>
    private void EmitLayer()
    {
        writer.Raw($"/// <summary>Runs {(Chains.Count == 2 ? "both directions" : _cell.Bidirectional ? "one direction" : "the recurrence")} of a layer over all steps.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw("private void ForwardLayer(");
        writer.Raw($"    ref float source, int sourceStep, ref float target, int targetStep, int steps, int layer{DirectionArgument("int ")}, ref State state,");
        writer.Raw($"    {MemoryParameter}{TokenParameters})");
        writer.Open();
        if (Chains[0].IsVariable)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        foreach (var chain in Chains)
        {
            EmitReferences(chain);
        }

        writer.Line();
        writer.Open($"for (int done = 0; done < steps;)");
        writer.Raw("// A chunk of steps: rows first to first + count, in the order of time.\nint count = Math.Min(ChunkSteps, steps - done);");
        foreach (var chain in Chains)
        {
            string first = chain.Name("first");
            writer.Raw($"int {first} = {chain.Choose("done", "steps - done - count")};");
            _layer.EmitInputProduct(chain, first, "count", (_input.At(first), "tokensStep"), HasTable);
        }

        var arguments = Chains.SelectMany(chain => KernelArguments(chain).Select(argument => (chain.Name(argument.Parameter), argument.Expression)));
        writer.Raw($"_kernels.{RecurrenceSignature.Of(plan, tape).CallInLines(arguments.Append(("steps", "count")))};");
        foreach (var chain in Chains)
        {
            EmitHandOver(chain, "count");
        }

        writer.Raw("done += count;");
        writer.Close();
        writer.Line();
        EmitFinalStates(Chains);
        writer.Close();
        writer.Line();
    }

    /// <summary>Two layers, chunk by chunk, the upper one a chunk behind the lower.</summary>
    private void EmitPair()
    {
        var (lower, upper) = (Chain.Pair[0], Chain.Pair[1]);
        writer.Raw("/// <summary>Runs two layers over all steps at once, the upper one a chunk behind the lower: each hides the other's latency.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw("private void ForwardPair(");
        writer.Raw("    ref float source, int sourceStep, ref float middle, ref float target, int targetStep, int steps, int layer, ref State state,");
        writer.Raw($"    {MemoryParameter}{TokenParameters})");
        writer.Open();
        EmitReferences(lower);
        EmitReferences(upper);
        writer.Line();
        writer.Open($"for (int lowerFirst = 0, upperFirst = -ChunkSteps; upperFirst < steps; lowerFirst += ChunkSteps, upperFirst += ChunkSteps)");
        writer.Raw("// The lower layer's rows of this chunk, and the upper layer's of the one before.");
        writer.Raw("int lowerCount = Math.Clamp(steps - lowerFirst, 0, ChunkSteps);\nint upperCount = upperFirst < 0 ? 0 : Math.Min(ChunkSteps, steps - upperFirst);");
        writer.Open($"if (lowerCount > 0)");
        _layer.EmitInputProduct(lower, "lowerFirst", "lowerCount", (_input.At("lowerFirst"), "tokensStep"), HasTable);
        writer.Close();
        writer.Line();
        writer.Open($"if (upperCount > 0)");
        writer.Raw(_layer.InputProduct(KernelName.ProjectLayer, upper, "middle", "LayerOutputSize", "upperFirst", "upperCount"));
        writer.Close();
        writer.Line();
        writer.Raw("int both = Math.Min(lowerCount, upperCount);");
        var both = Chain.Pair.SelectMany(chain => Arguments(chain, "0").Select(argument => (chain.Name(argument.Parameter), argument.Expression)));
        EmitRun("both > 0", "both", both, pair: true);
        writer.Raw("// At the beginning and at the end there is one alone.");
        EmitRun("lowerCount > both", "lowerCount", Arguments(lower, "0"), pair: false);
        EmitRun("upperCount > both", "upperCount - both", Arguments(upper, "both"), pair: false);
        EmitHandOver(lower, "lowerCount");
        EmitHandOver(upper, "upperCount");
        writer.Close();
        writer.Line();
        EmitFinalStates(Chain.Pair);
        writer.Close();
        writer.Line();

        void EmitRun(string condition, string steps, IEnumerable<(string Parameter, string Expression)> arguments, bool pair)
        {
            writer.Open($"if ({condition})");
            writer.Raw($"_kernels.{RecurrenceSignature.Of(plan, tape, pair).CallInLines(arguments.Append(("steps", steps)))};");
            writer.Close();
            writer.Line();
        }

        IEnumerable<(string Parameter, string Expression)> Arguments(Chain chain, string from)
        {
            string At(string reference, string stride) =>
                from == "0" ? reference : $"Unsafe.Add(ref {reference}, {from} * {stride})";
            string row = chain.Name("first") + (from == "0" ? "" : " + " + from);
            row = from == "0" ? row : $"({row})";
            (string target, string targetStep) = chain == lower ? ("middle", "LayerOutputSize") : ("target", "targetStep");
            return
            [
                ("parameters", chain.Name("recurrent")),
                ("projected", At(chain.Name("projected"), "GateLanes")),
                ("projectedStep", "GateLanes"),
                .. States.Select(state => (state, At(chain.Name(state), "StateStride"))),
                ("stateStep", "StateStride"),
                ("output", $"Unsafe.Add(ref {target}, {row} * {targetStep})"),
                ("outputStep", targetStep),
                ("tape", $"Unsafe.Add(ref {chain.Name("taped")}, {row} * TapeStride)"),
                ("tapeStep", "TapeStride"),
                ("carried", "workspace.Carried"),
            ];
        }
    }

    /// <summary>The last states of a chunk are the first of the next.</summary>
    private void EmitHandOver(Chain chain, string count)
    {
        foreach (string state in States.Select(chain.Name))
        {
            writer.Raw(tape
                ? $"{state} = ref Unsafe.Add(ref {state}, {count} * ({chain.Signed("StateStride")}));"
                : $"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {state}, {count} * StateStride), StateStride).CopyTo(MemoryMarshal.CreateSpan(ref {state}, StateStride));");
        }
    }

    private void EmitFinalStates(IEnumerable<Chain> chains)
    {
        foreach (var chain in chains)
        {
            foreach (string state in States)
            {
                writer.Raw($"MemoryMarshal.CreateSpan(ref {chain.Name(state)}, {LayerText.Size(state)}).CopyTo(state.{LayerText.Accessor(state)}({chain.Layer()}, {chain.Index()}));");
            }
        }
    }

    /// <summary>The weights of a direction, where its projected inputs go, and its initial state.</summary>
    private void EmitReferences(Chain chain)
    {
        _layer.EmitWeights(chain);
        writer.Raw($"ref float {chain.Name("projected")} = ref {(chain.IsSecond ? $"Unsafe.Add(ref {_memory}.Projected, ChunkSteps * GateLanes)" : _memory + ".Projected")};");
        for (int s = 0; s < States.Count; s++)
        {
            string name = chain.Name(States[s]);
            string accessor = LayerText.Accessor(States[s]);
            string row = tape ? $"tape.StateRows({chain.Layer()}, {chain.Index()}, {s})" : $"workspace.StateRows({(chain.IsSecond ? s + States.Count : s)})";
            writer.Raw($"ref float {name} = ref {(tape ? chain.At(row, "0", "steps * StateStride") : row)};");
            writer.Raw(tape
                ? $"Rows.CopyPadded(state.{accessor}({chain.Layer()}, {chain.Index()}), MemoryMarshal.CreateSpan(ref {name}, StateStride));"
                : $"state.{accessor}({chain.Layer()}, {chain.Index()}).CopyTo(MemoryMarshal.CreateSpan(ref {name}, {LayerText.Size(States[s])}));");
        }

        if (tape)
        {
            writer.Raw($"ref float {chain.Name("taped")} = ref tape.Values({chain.Layer()}, {chain.Index()});");
            if (plan.Training.HasMask)
            {
                writer.Raw($"ref float {chain.Name("mask")} = ref tape.DrawMask({chain.Layer()}, {chain.Index()});");
            }
        }
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
            ("projected", chain.At(chain.Name("projected"), "0", "(count - 1) * GateLanes")),
            ("projectedStep", chain.Signed("GateLanes")),
            .. States.Select(state => (state, chain.Name(state))),
            ("stateStep", tape ? chain.Signed("StateStride") : "StateStride"),
            ("output", $"Unsafe.Add(ref target, {chain.Within($"{row} * targetStep", "StateSize")})"),
            ("outputStep", chain.Signed("targetStep")),
            ("tape", $"Unsafe.Add(ref {chain.Name("taped")}, {row} * TapeStride)"),
            ("tapeStep", chain.Signed("TapeStride")),
            ("mask", chain.Name("mask")),
            ("carried", chain.At("workspace.Carried", "0", chain.IsVariable ? "0" : "CarriedLength")),
        ];
    }
}

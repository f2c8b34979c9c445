using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>Emits the run of two layers at once, chunk by chunk, the upper one a chunk behind the lower.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="plan">The model.</param>
/// <param name="tape">Whether it is the way with a tape; where there is one way alone, it serves both.</param>
/// <param name="layer">What a layer alone has alike.</param>
internal sealed class ForwardPairEmitter(CodeWriter writer, NetPlan plan, bool tape, ForwardLayerEmitter layer)
{
    private readonly LayerText _text = new(writer, plan);

    /// <summary>Whether the kernel of two layers has a tape, be it one that nobody reads.</summary>
    private bool IsTaped => tape || plan.PairsUnread;

    public void Emit()
    {
        var (lower, upper) = (Chain.Pair[0], Chain.Pair[1]);
        writer.OpenMember(
            "Runs two layers over all steps at once, the upper one a chunk behind the lower: each hides the other's latency.",
            SourceFile.KernelAttribute,
            $"private void ForwardPair{layer.Suffix}(",
            "    ref float source, int sourceStep, ref float middle, ref float target, int targetStep, int steps, int layer, ref State state,",
            $"    {layer.LastParameters})");
        layer.EmitReferences(Chain.Pair);
        writer.Line();
        writer.Open($"for (int lowerFirst = 0, upperFirst = -ChunkSteps; upperFirst < steps; lowerFirst += ChunkSteps, upperFirst += ChunkSteps)");
        writer.Raw("// The lower layer's rows of this chunk, and the upper layer's of the one before.");
        writer.Raw("int lowerCount = Math.Clamp(steps - lowerFirst, 0, ChunkSteps);\nint upperCount = upperFirst < 0 ? 0 : Math.Min(ChunkSteps, steps - upperFirst);");
        writer.Open($"if (lowerCount > 0)");
        layer.EmitInputProduct(lower, "lowerFirst", "lowerCount");
        writer.End();
        writer.Block(
            $"if (upperCount > 0)",
            _text.InputProduct(KernelName.ProjectLayer, upper, "middle", "LayerOutputSize", "upperFirst", "upperCount"));
        writer.Line();
        writer.Raw("int both = Math.Min(lowerCount, upperCount);");
        var both = Chain.Pair.SelectMany(chain => Arguments(chain, "0").Select(argument => (chain.Name(argument.Parameter), argument.Expression)));
        EmitRun("both > 0", "both", both, RecurrenceSignature.Of(plan, IsTaped, pair: true));
        writer.Raw("// At the beginning and at the end there is one alone.");
        var alone = RecurrenceSignature.Of(plan, layer.IsTaped);
        EmitRun("lowerCount > both", "lowerCount", Arguments(lower, "0"), alone);
        EmitRun("upperCount > both", "upperCount - both", Arguments(upper, "both"), alone);
        layer.EmitHandOver(Chain.Pair, chain => chain.Name("count"));
        writer.End();
        layer.EmitFinalStates(Chain.Pair);
        writer.End();
    }

    private void EmitRun(string condition, string steps, IEnumerable<(string Parameter, string Expression)> arguments, Signature kernel)
    {
        writer.Line($"if ({condition})");
        writer.Open();
        writer.Raw($"_kernels.{kernel.CallInLines(arguments.Append(("steps", steps)))};");
        writer.End();
    }

    private IEnumerable<(string Parameter, string Expression)> Arguments(Chain chain, string from)
    {
        string At(string reference, string stride) => from == "0" ? reference : $"Floats.At(ref {reference}, {from} * {stride})";
        string first = chain.Name("first");
        string row = from == "0" ? first : $"({first} + {from})";
        (string target, string targetStep) = chain.IsUpper ? ("target", "targetStep") : ("middle", "LayerOutputSize");
        return
        [
            ("parameters", chain.Name("recurrent")),
            ("projected", At(chain.Name("projected"), LayerText.GateRow(plan))),
            ("projectedStep", LayerText.GateRow(plan)),
            .. plan.Step.StateNames.Select(state => (state, At(chain.Name(state), "StateStride"))),
            ("stateStep", "StateStride"),
            ("output", $"Floats.At(ref {target}, {row} * {targetStep})"),
            ("outputStep", targetStep),
            ("tape", $"Floats.At(ref {chain.Name("taped")}, {row} * tapeStep)"),
            ("tapeStep", "tapeStep"),
            ("carried", "memory.Carried"),
        ];
    }
}

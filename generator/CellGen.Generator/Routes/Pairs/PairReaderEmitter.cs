using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>
/// Emits what a decoder on a tape finds by its state before each step, and backwards after it: what additive attention sees, and
/// what it wrote itself.
/// </summary>
internal sealed class PairReaderEmitter(CodeWriter writer, PairPlan plan)
{
    public void Emit()
    {
        writer.Raw("/// <summary>");
        if (plan.IsAdditive)
        {
            writer.Raw("""
                /// Additive attention: q = W_q h_(t−1), e_j = v · tanh(q + W_k s_j), α = softmax(e), c_t = Σ α_j s_j, which the decoder
                /// reads beside y_(t−1).
                """);
        }

        if (plan.Pair.FeedBack)
        {
            writer.Raw("/// What the decoder wrote, y_(t−1) = W h_(t−1) + b, which it reads behind the rows that it is given.");
        }

        writer.Raw("/// </summary>");
        writer.Open($"public sealed class Reader : {SourceFile.AtEnd(plan.Spec.Type, "StepContext")}");
        writer.Raw($"private readonly EncoderDecoderMemory _memory;\nprivate {SourceFile.Core} _core;");
        if (plan.IsAdditive)
        {
            writer.Raw("private Gradient? _gradient;");
        }

        writer.Raw($"""

            public Reader(EncoderDecoderMemory memory) => _memory = memory;

            public void Begin({SourceFile.Core} core) => _core = core;

            {(plan.IsAdditive
                ? $"public void BeginBackward({SourceFile.Core} core, Gradient gradient) => (_core, _gradient) = (core, gradient);"
                : $"public void BeginBackward({SourceFile.Core} core) => _core = core;")}

            """);
        EmitRead();
        EmitReadGradient();
        writer.End();
    }

    private void EmitRead()
    {
        writer.Open($"public override void Read(ref float hidden, ref float input, int step)");
        EmitStages(plan.Network.Decode);
        writer.End();
    }

    private void EmitReadGradient()
    {
        writer.Open($"public override void ReadGradient(ref float inputGradient, ref float hiddenGradient, int step)");
        EmitStages(plan.Network.Backward);
        writer.Raw(Invariant($"Denormals.Flush(MemoryMarshal.CreateSpan(ref hiddenGradient, {plan.Pair.Decoder.StateSize}));"));
        writer.Close();
    }

    /// <summary>What a pass does at each step of the decoder; what the decoder wrote it reads where nothing is given.</summary>
    private void EmitStages(IEnumerable<Stage> stages)
    {
        writer.Raw(Invariant($"int sequence = _memory.Layer({plan.Decoder.Index}).Current;"));
        var rows = new PairRowEmitter(writer, plan, isAlone: false, within: true);
        bool isFed = false;
        var before = stages.SelectMany(stage => stage.Before).ToList();
        rows.EmitNames(before);
        foreach (var stage in before)
        {
            if (isFed != (stage.Layer == (int)PairValues.FedRow))
            {
                isFed = !isFed;
                if (isFed)
                {
                    writer.Open($"if (step >= _memory.Given[sequence])");
                }
                else
                {
                    writer.End();
                }
            }

            rows.Emit(stage);
        }

        if (isFed)
        {
            writer.End();
        }
    }
}

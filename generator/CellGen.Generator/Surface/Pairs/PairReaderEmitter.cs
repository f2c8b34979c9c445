using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>
/// Emits what a decoder on a tape finds by its state before each step, and backwards after it: what additive attention sees, and
/// what it wrote itself.
/// </summary>
internal sealed class PairReaderEmitter(CodeWriter writer, PairPlan plan)
{
    private readonly int _input = plan.Pair.Decoder.Input;
    private readonly int _hidden = plan.Pair.Decoder.StateSize;

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
        writer.Close();
        writer.Line();
    }

    private string Current => Invariant($"int sequence = _memory.Layer({plan.Decoder.Index}).Current;");

    private void EmitRead()
    {
        writer.Open($"public override void Read(ref float hidden, ref float input, int step)");
        writer.Raw(Current);
        if (plan.Pair.FeedBack)
        {
            writer.Raw(Invariant($$"""
                if (step >= _memory.Given[sequence])
                {
                    var written = MemoryMarshal.CreateSpan(ref input, OutputSize);
                    {{plan.Head.Type}}.State none = default;
                    _core.{{plan.Head.Field}}.Step(MemoryMarshal.CreateReadOnlySpan(ref hidden, {{_hidden}}), written, ref none);
                    Denormals.Flush(written);
                }

                """));
        }

        if (plan.IsAdditive)
        {
            writer.Raw(Invariant($"""
                ref float context = ref _memory.Rows(Attended, sequence, step);
                var previous = _memory.Row(Previous, {_hidden}, sequence, step);
                MemoryMarshal.CreateReadOnlySpan(ref hidden, {_hidden}).CopyTo(previous);
                _core.LookAt(previous, sequence, step, _memory);
                Rows.Copy(ref context, 0, ref Unsafe.Add(ref input, {_input}), 0, 1, ContextSize);
                """));
        }

        writer.Close();
        writer.Line();
    }

    private void EmitReadGradient()
    {
        writer.Open($"public override void ReadGradient(ref float inputGradient, ref float hiddenGradient, int step)");
        writer.Raw(Current);
        if (plan.Pair.FeedBack)
        {
            writer.Raw(Invariant($$"""
                if (step >= _memory.Given[sequence])
                {
                    ref float read = ref _memory.Gradient(FedRow, sequence);
                    Rows.Copy(ref inputGradient, 0, ref read, 0, 1, OutputSize);
                    Rows.Add(ref read, 0, ref _memory.Gradient(Fed, sequence, step - 1), 0, 1, OutputSize);
                    ref float state = ref _memory.Gradient(FedState, sequence);
                    _core.{{plan.Head.Field}}.InputGradient(ref read, ref state, _memory.Layer({{plan.Head.Index}}));
                    Rows.Add(ref state, 0, ref hiddenGradient, 0, 1, {{_hidden}});
                }

                """));
        }

        if (plan.IsAdditive)
        {
            writer.Raw(Invariant($"""
                ref float query = ref _memory.Gradient(Queries, sequence, step);
                Rows.Copy(ref Unsafe.Add(ref inputGradient, {_input}), 0, ref _memory.Gradient(Attended, sequence, step), 0, 1, ContextSize);
                _memory.Attention!.AdditiveGradient(
                    ref _memory.Rows(Queries, sequence, step), ref _memory.Rows(Keys, sequence), ref _core._parameters.At({plan.ScoreOffset}), ref _memory.Rows(Annotations, sequence),
                    _memory.SourceLengths[sequence], ref _memory.Rows(Weights, sequence, step), ref _memory.Gradient(Attended, sequence, step),
                    ref query, ref _memory.Gradient(Keys, sequence), ref _gradient!.At({plan.ScoreOffset}), ref _memory.Gradient(Annotations, sequence));
                ref float previous = ref _memory.Gradient(Previous, sequence, step);
                _core.{plan.Part("AttentionQuery")!.Field}.InputGradient(ref query, ref previous, _memory.Layer({plan.Part("AttentionQuery")!.Index}));
                Rows.Add(ref previous, 0, ref hiddenGradient, 0, 1, {_hidden});
                """));
        }

        writer.Raw(Invariant($"Denormals.Flush(MemoryMarshal.CreateSpan(ref hiddenGradient, {_hidden}));"));
        writer.Close();
    }
}

using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits what additive attention does before each step of a decoder on a tape, and backwards after it.</summary>
internal sealed class PairReaderEmitter(CodeWriter writer, PairPlan plan)
{
    public void Emit()
    {
        var query = plan.Part("AttentionQuery")!;
        int input = plan.Pair.Decoder.Input;
        int hidden = plan.Pair.Decoder.StateSize;
        writer.Raw(Invariant($$"""
            /// <summary>
            /// Additive attention: q = W_q h_(t−1), e_j = v · tanh(q + W_k s_j), α = softmax(e), c_t = Σ α_j s_j, which the decoder
            /// reads beside y_(t−1).
            /// </summary>
            public sealed class Reader : {{SourceFile.AtEnd(plan.Spec.Type, "StepContext")}}
            {
                private readonly EncoderDecoderMemory _memory;
                private {{SourceFile.Core}} _core;
                private Gradient? _gradient;

                public Reader(EncoderDecoderMemory memory) => _memory = memory;

                public void Begin({{SourceFile.Core}} core) => _core = core;

                public void BeginBackward({{SourceFile.Core}} core, Gradient gradient) => (_core, _gradient) = (core, gradient);

                public override void Read(ref float hidden, ref float input, int step)
                {
                    int sequence = _memory.Layer({{plan.Decoder.Index}}).Current;
                    ref float context = ref _memory.Rows(Attended, sequence, step);
                    var previous = _memory.Row(Previous, {{hidden}}, sequence, step);
                    MemoryMarshal.CreateReadOnlySpan(ref hidden, {{hidden}}).CopyTo(previous);
                    _core.LookAt(previous, sequence, step, _memory);
                    Rows.Copy(ref context, 0, ref Unsafe.Add(ref input, {{input}}), 0, 1, ContextSize);
                }

                public override void ReadGradient(ref float inputGradient, ref float hiddenGradient, int step)
                {
                    int sequence = _memory.Layer({{plan.Decoder.Index}}).Current;
                    ref float query = ref _memory.Gradient(Queries, sequence, step);
                    Rows.Copy(ref Unsafe.Add(ref inputGradient, {{input}}), 0, ref _memory.Gradient(Attended, sequence, step), 0, 1, ContextSize);
                    _memory.Attention!.AdditiveGradient(
                        ref _memory.Rows(Queries, sequence, step), ref _memory.Rows(Keys, sequence), ref _core._parameters.At({{plan.ScoreOffset}}), ref _memory.Rows(Annotations, sequence),
                        _memory.SourceLengths[sequence], ref _memory.Rows(Weights, sequence, step), ref _memory.Gradient(Attended, sequence, step),
                        ref query, ref _memory.Gradient(Keys, sequence), ref _gradient!.At({{plan.ScoreOffset}}), ref _memory.Gradient(Annotations, sequence));
                    ref float previous = ref _memory.Gradient(Previous, sequence, step);
                    _core.{{query.Field}}.InputGradient(ref query, ref previous, _memory.Layer({{query.Index}}));
                    Rows.Add(ref previous, 0, ref hiddenGradient, 0, 1, {{hidden}});
                    Denormals.Flush(MemoryMarshal.CreateSpan(ref hiddenGradient, {{hidden}}));
                }
            }

            """));
    }
}

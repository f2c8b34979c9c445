using CellGen.Generator.Flow;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Routes;

/// <summary>Emits the pass that a trainer runs of an encoder and decoder.</summary>
internal sealed class PairTrainingPassEmitter(CodeWriter writer, PairPlan plan)
{
    private readonly PairText _text = new(plan);

    public void Emit()
    {
        string source = _text.SourceIsTokens ? "sequence.Tokens" : "sequence.Input";
        string target = _text.TargetIsTokens ? "sequence.Labels" : "sequence.DecoderInput";
        string sourceSteps = plan.Encodes ? $"int sourceSteps = {source}.Length{(_text.SourceIsTokens ? "" : " / InputSize")};\n        " : "";
        string Lengths(string output)
        {
            (string steps, string size) = plan.Pair.FeedBack ? (output, "OutputSize") : (target, "TargetSize");
            string given = plan.Pair.FeedBack ? $"int inputSteps = {target}.Length / TargetSize;\n        " : "";
            return $"{sourceSteps}{given}int targetSteps = {steps}.Length{(_text.TargetIsTokens ? "" : $" / {size}")};";
        }

        string arguments = $"{source}{(plan.Encodes ? ", MemoryMarshal.CreateReadOnlySpan(ref sourceSteps, 1)" : "")}, {target}{_text.OneGiven}, MemoryMarshal.CreateReadOnlySpan(ref targetSteps, 1)";
        string drops = plan.Drops ? """


                public override void SeedDropout(int seed) => _tape.DropoutSeed = seed;
            """ : """


                public override void SeedDropout(int seed)
                {
                }
            """;
        writer.Raw($$"""
            /// <summary>What a trainer runs: the net, with a tape and a gradient.</summary>
            public sealed class {{TrainingPassEmitter.Pass}} : {{SourceFile.AtEnd(plan.Spec.Type, "TrainingPass")}}
            {
                private readonly Tape _tape;
                private readonly Gradient _own;
                private {{SourceFile.Core}} _core;

                public {{TrainingPassEmitter.Pass}}({{SourceFile.Core}} core, Tape tape, Gradient gradient)
                    : base(tape.MaxSteps, 0, ({{FormattableString.Invariant($"{plan.Pair.Head.Hidden}")}}, false)) => (_core, _tape, _own) = (core, tape, gradient);

                public override Span<float> Gradient => _own.Values;{{drops}}{{(plan.TrainsTogether ? Batches() : "")}}

                public override int OutputLength(Sequence sequence, int steps) => {{(plan.Pair.FeedBack ? "sequence.Target.Length" : target + ".Length" + (_text.TargetIsTokens ? " * OutputSize" : " / TargetSize * OutputSize"))}};

                public override void Forward(Sequence sequence, Span<float> state, Span<float> output, bool anew)
                {
                    {{(plan.Drops ? "_tape.Training = true;\n        " : "")}}Run(sequence, output);
                }

                public override void Evaluate(Sequence sequence, Span<float> state, Span<float> output, bool anew)
                {
                    {{(plan.Drops ? "_tape.Training = false;\n        " : "")}}Run(sequence, output);
                }

                public override void Backward(Sequence sequence, ReadOnlySpan<float> outputGradient, Span<float> stateGradient)
                {
                    {{Lengths("outputGradient")}}
                    _core.Backward({{arguments}}, outputGradient, {{_text.ContextGradientArgument("default")}}_own, _tape.Memory);
                }

                private void Run(Sequence sequence, Span<float> output)
                {
                    {{Lengths("output")}}
                    _core.Forward({{arguments}}, output, _tape.Memory);
                }
            }
            """);
    }

    /// <summary>The passes over several sequences.</summary>
    private string Batches()
    {
        string source = _text.SourceIsTokens ? "batch.Tokens" : "batch.Input";
        string target = _text.TargetIsTokens ? "batch.Labels" : "batch.DecoderInput";
        string arguments = $"{source}{(plan.Encodes ? ", sourceLengths" : "")}, {target}{_text.ManyGiven}, targetLengths";
        string shape = $"{(plan.Encodes ? "MaxSource" : "1")}, {(!plan.Encodes ? "ContextSize" : _text.SourceIsTokens ? "0" : "InputSize")}, {(_text.TargetIsTokens ? "0" : "TargetSize")}";
        const string Lengths = "ReadOnlySpan<int> sourceLengths, ReadOnlySpan<int> inputLengths, ReadOnlySpan<int> targetLengths";
        return $"""


                public override int BatchSize => _tape.BatchSize;

                public override (int, int, int) BatchShape => ({shape});

                public override void ForwardBatch(Sequence batch, {Lengths}, Span<float> output) =>
                    _core.Forward({arguments}, output, _tape.Memory);

                public override void BackwardBatch(Sequence batch, {Lengths}, ReadOnlySpan<float> outputGradient) =>
                    _core.Backward({arguments}, outputGradient, {_text.ContextGradientArgument("default")}_own, _tape.Memory);
            """;
    }
}

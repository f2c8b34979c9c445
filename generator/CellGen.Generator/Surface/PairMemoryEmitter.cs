using CellGen.Generator.Flow;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Generator.Routes;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the memory of an encoder and decoder: Memory of one source, Workspace for decoding, Tape and Gradient.</summary>
internal sealed class PairMemoryEmitter(CodeWriter writer, NetFace face, PairPlan plan)
{
    private const string Layout = SourceFile.Core + ".Layout";

    private const string EncoderNet = SourceFile.Core + "." + PairEncoderNetEmitter.Type;

    private string Attention => plan.Attends ? $"{SourceFile.Core}.NewAttention()" : "null";

    public void Emit()
    {
        EmitMemory();
        if (plan.Pair.FeedsBack)
        {
            EmitWorkspace();
        }

        if (plan.Spec.Network.Training)
        {
            EmitTape();
            EmitGradient();
        }
    }

    private void EmitMemory()
    {
        writer.Raw($$"""
            /// <summary>{{(plan.Encodes ? "What the decoder knows of one source" : "The context")}}, and the scratch memory of its steps, allocated once. Not for two threads at a time.</summary>
            public sealed class Memory
            {
                internal readonly EncoderDecoderMemory Inner = new EncoderDecoderMemory({{Layout}}.Workspace, {{Attention}}, maxSteps: 1);
            """);
        if (plan.Encodes)
        {
            writer.Raw("""

                    /// <summary>The length of the source; 0 before there is one.</summary>
                    public int SourceLength => Inner.SourceLengths[0];
                """);
        }

        writer.Raw($"""

                /// <summary>[ContextSize] The context{(plan.Encodes ? ", the last state of the encoder; to be written, too, between Encode and Step" : ", to be written before the first Step")}.</summary>
                public Span<float> Context => Inner.Row({Index(PairValues.Context)}, ContextSize);
            """);
        if (plan.Attends)
        {
            writer.Raw($"""

                    /// <summary>[SourceLength] What of the source the last step attended to: weights that add up to one.</summary>
                    public ReadOnlySpan<float> Attention => Inner.Row({Index(PairValues.Weights)}, SourceLength);
                """);
        }

        writer.Raw("}\n");
    }

    private void EmitWorkspace()
    {
        bool tokens = plan.Pair.Target is not null;
        writer.Raw($$"""
            /// <summary>The memory of Decode, allocated once, but for what drawing and a beam need, at their first use. Not for two threads at a time.</summary>
            public sealed class Workspace
            {
                internal readonly Memory Memory = new Memory();
            """);
        if (tokens)
        {
            writer.Raw("    private readonly Stepper _stepper;\n    private readonly TokenDecoder<State> _decoder;");
        }

        if (plan.Attends)
        {
            writer.Raw("    private readonly float[] _attention;");
        }

        writer.Raw("""

                /// <summary>Allocates the workspace.</summary>
                /// <param name="maxSteps">The longest target that it will be used for, at least 1.</param>
                /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
                public Workspace(int maxSteps)
                {
                    ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
                    MaxSteps = maxSteps;
            """);
        if (plan.Attends)
        {
            writer.Raw("        _attention = new float[(long)maxSteps * MaxSource];");
        }

        if (tokens)
        {
            writer.Raw("        _stepper = new Stepper(this);\n        _decoder = new TokenDecoder<State>(_stepper, maxSteps);");
        }

        writer.Raw("""
                }

                /// <summary>The longest target that it can be used for.</summary>
                public int MaxSteps { get; }
            """);
        if (plan.Attends)
        {
            writer.Raw("""

                    /// <summary>[S] What of the source a step of the last Decode attended to: weights that add up to one.</summary>
                    /// <param name="step">The step, from 0.</param>
                    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
                    public ReadOnlySpan<float> Attention(int step)
                    {
                        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)step, (uint)MaxSteps, nameof(step));
                        return new ReadOnlySpan<float>(_attention, step * MaxSource, Memory.SourceLength);
                    }

                    internal void Keep(int step) => Memory.Attention.CopyTo(new Span<float>(_attention, step * MaxSource, MaxSource));
                """);
        }

        if (tokens)
        {
            string end = plan.Pair.EndToken < 0 ? "-1" : "EndToken";
            writer.Raw($$"""

                    internal TokenDecoder<State> Begin({{plan.Spec.Type.Name}} net)
                    {
                        _stepper.Core = net.{{SourceFile.CoreField}};
                        return _decoder;
                    }

                    private sealed class Stepper : TokenStepper<State>
                    {
                        private readonly Workspace _workspace;

                        public Stepper(Workspace workspace)
                            : base(OutputSize, StartToken, {{end}}) => _workspace = workspace;

                        public {{SourceFile.Core}} Core;

                        public override void Step(int token, Span<float> logits, ref State state) => Core.Step(token, logits, _workspace.Memory.Inner, ref state);
                {{(plan.Attends ? "\n        public override void Keep(int step) => _workspace.Keep(step);" : "")}}
                    }
                """.Replace("\n\n    }", "\n    }"));
        }

        writer.Raw("}\n");
    }

    private void EmitTape()
    {
        var tape = new TapeEmitter(writer, face);
        string reader = plan.ReadsByState ? Invariant($"\n    Memory.Layer({plan.Decoder.Index}).Context = new {SourceFile.Core}.Reader(Memory);") : "";
        tape.Emit($"\n{{\n    {tape.Memory(Attention + ", ")}{reader}\n}}", () =>
        {
            if (plan.Attends)
            {
                EmitAttention();
            }

            RecordEmitter.Emit(writer, plan);
        });
    }

    private void EmitAttention() => writer.Raw($$"""

        /// <summary>[S] What of the source a step of the last Forward attended to: weights that add up to one.</summary>
        /// <param name="step">The step of the target, from 0.</param>
        /// <param name="sequence">The sequence of the batch, from 0.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such step or sequence.</exception>
        public ReadOnlySpan<float> Attention(int step, int sequence = 0)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)step, (uint)MaxSteps, nameof(step));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sequence, (uint)BatchSize, nameof(sequence));
            return Memory.Row({{Index(PairValues.Weights)}}, Memory.SourceLengths[sequence], sequence, step);
        }
        """);

    private void EmitGradient()
    {
        (string, string) layers = ("Layers", Layout + ".Split(_values)");
        new GradientEmitter(writer, face).Emit(plan.EncoderNet is null ? [layers]
            : [layers, ("Encoder", Invariant($"{EncoderNet}.Layout.Split(new AlignedBuffer(_values, {plan.EncoderOffset}, {EncoderNet}.TrainedLength))"))]);
    }

    private string Index(PairValues rows) => Invariant($"{plan.Rows.ToList().FindIndex(candidate => candidate.Values == rows)}");
}

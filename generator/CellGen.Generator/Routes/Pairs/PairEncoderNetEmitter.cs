using CellGen.Generator.Flow;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>
/// Emits the encoder that has several layers: a type within the core, with the passes that a net of several layers has, over rows
/// that lie in the memory of the pair.
/// </summary>
internal sealed class PairEncoderNetEmitter(CodeWriter writer, PairPlan plan)
{
    /// <summary>The type, and the field of the core that holds it.</summary>
    public const string Type = "EncoderNet", Field = "_encoderNet";

    private readonly PairText _text = new(plan);
    private readonly NetworkPlan _net = plan.EncoderNet!;

    private string Input => new InputText(_net.Spec).Name;

    private string Rows => $"ref {_text.SourceElement} {Input}, int {Input}Stride";

    public void Emit()
    {
        writer.OpenMember("The encoder: its layers, each with its parameters, and the way from one to the next.", $"public struct {Type}");
        CorePartsEmitter.EmitLengths(writer, _net.TrainedLength, _net.PackedLength);
        EmitTypes();
        new NetworkCoreEmitter(writer, _net).EmitWithin(Type);
        EmitPasses();
        writer.End();
    }

    /// <summary>What it is in the core.</summary>
    public static CorePart PartOf(PairPlan plan) => new(Type, Field, plan.EncoderOffset);

    /// <summary>A view of a state of the encoder as that of its last cell.</summary>
    public static string LastCell(NetworkPlan net, string states)
    {
        var last = net.Layers[net.Layers.Count - 1];
        return Invariant($"LayerStates.Of<{Type}.State, {last.Type}.State>({states}, {last.StateOffset})");
    }

    private void EmitTypes()
    {
        writer.Raw(Invariant($$"""
            /// <summary>The states of all layers.</summary>
            [StructLayout(LayoutKind.Sequential, Size = {{_net.StateFloats}} * sizeof(float))]
            public struct State
            {
            }

            """));
        if (plan.Spec.Network.Training)
        {
            writer.Raw("""
                /// <summary>The gradients of the parameters of each layer, parts of the net's.</summary>
                private readonly struct Gradient
                {
                    public readonly AlignedBuffer[] Layers;

                    public Gradient(AlignedBuffer[] layers) => Layers = layers;
                }

                """);
        }
    }

    private void EmitPasses()
    {
        string size = _text.SourceSize;
        string noInput = _text.SourceIsTokens ? "" : "ref outputGradient, false, ";
        var passes = new NetworkPassEmitter(writer, _net);
        passes.EmitRun();
        writer.Raw($$"""
            /// <summary>Runs sources through the layers, from states of zero.</summary>
            public void Encode({{Rows}}, ref float output, int outputStride, int outputStep, ReadOnlySpan<int> lengths, Span<State> states, NetworkMemory memory)
            {
                states.Clear();
                memory.Begin(lengths, default);
                Run(ref {{Input}}, {{Input}}Stride, {{size}}, ref output, outputStride, outputStep, MaxSource, lengths, states, memory);
            }

            """);
        if (!plan.Spec.Network.Training)
        {
            return;
        }

        passes.EmitRunBackward();
        writer.Raw($$"""
            /// <summary>Runs them backwards.</summary>
            public void Backward({{Rows}}, ref float outputGradient, int outputStride, int outputStep, ReadOnlySpan<int> lengths, Span<State> stateGradients, AlignedBuffer[] gradients, NetworkMemory tape)
            {
                tape.BeginBackward(lengths, default);
                RunBackward(ref {{Input}}, {{Input}}Stride, {{size}}, ref outputGradient, outputStride, outputStep, {{noInput}}MaxSource, lengths, stateGradients, new Gradient(gradients), tape);
            }
            """);
    }
}

using CellGen.Generator.Model;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>
/// Emits, for what a net was told to leave out, members that are an error where they are called: the compiler then says why
/// they are not there.
/// </summary>
internal sealed class LeftOutEmitter(CodeWriter writer, NetFace face)
{
    private readonly InputText _input = new(face.Spec);

    /// <summary>Backward.</summary>
    public void EmitBackward()
    {
        string inputGradient = face.Spec.Tokens is null ? "Span<float> inputGradient, " : "";
        string start = $"{_input.Parameter}, {face.GradientParameters}, {inputGradient}";
        foreach (string parameters in new[]
        {
            "Gradient gradient, Tape tape",
            "ref State stateGradient, Gradient gradient, Tape tape",
            "ReadOnlySpan<int> lengths, Span<State> stateGradients, Gradient gradient, Tape tape, BatchLayout layout = BatchLayout.BatchFirst",
        })
        {
            Emit($"Backward({start}{parameters})", NetworkSpec.WithoutTraining);
        }
    }

    /// <summary>StepMany.</summary>
    public void EmitStepMany() => Emit($"StepMany({_input.Parameter}, {face.OutputParameters}, Span<State> states)", NetworkSpec.WithoutAgents);

    /// <summary>Tape and Gradient.</summary>
    public void EmitMemory() => writer.Raw($$"""
        /// <summary>{{NetworkSpec.WithoutTraining}}</summary>
        {{Attribute(NetworkSpec.WithoutTraining)}}
        public sealed class Tape
        {
            /// <summary>{{NetworkSpec.WithoutTraining}}</summary>
            public Tape(int maxSteps, int batchSize = 1) => throw new NotSupportedException();
        }

        /// <summary>{{NetworkSpec.WithoutTraining}}</summary>
        {{Attribute(NetworkSpec.WithoutTraining)}}
        public sealed class Gradient
        {
        }

        """);

    private static string Attribute(string reason) => $"[Obsolete(\"{reason}\", error: true)]";

    private void Emit(string signature, string reason) => writer.Raw($"""
        /// <summary>{reason}</summary>
        {Attribute(reason)}
        public void {signature} => throw new NotSupportedException();

        """);
}

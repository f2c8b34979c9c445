using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the overloads of Backward, for one sequence and for batches.</summary>
internal sealed class BackwardEmitter(CodeWriter writer, NetFace face)
{
    private readonly InputText _input = new(face.Spec);

    private bool IsDense => face.Spec.Tokens is null;

    private string CellStates(string text) => face.HasCellStates ? text : "";

    private string InputGradientParameter => IsDense ? "Span<float> inputGradient, " : "";

    public void Emit()
    {
        EmitFromZero();
        EmitFromState();
        EmitBatch();
    }

    private void EmitDocs(string summary, bool batch, string? state)
    {
        writer.Raw($"/// <summary>{summary}</summary>");
        writer.Raw($"/// <param name=\"{_input.Name}\">{(batch ? _input.BatchShape : _input.Shape)}, the same as in the last Forward with this tape.</param>");
        foreach (var output in face.Outputs)
        {
            string shape = !batch ? NetFace.ShapeOf(output) : output.OneRow ? NetFace.BatchShapeOf(output) : "shaped as the output";
            writer.Raw($"/// <param name=\"{output.Gradient}\">dL/d{output.Name.TrimStart('@')}, {shape}</param>");
        }

        if (IsDense)
        {
            string beyond = batch ? ", but for what lies beyond a sequence's end" : "";
            writer.Raw($"/// <param name=\"inputGradient\">dL/dinput, {(batch ? _input.BatchShape : _input.Shape)}, written{beyond}; or empty where it is not wanted.</param>");
        }

        if (batch)
        {
            writer.Raw("/// <param name=\"lengths\">[B] the number of steps of each sequence</param>");
        }

        if (state is not null)
        {
            writer.Raw("/// " + state);
        }

        writer.Raw("/// <param name=\"gradient\">The gradient of the parameters is added here.</param>");
        writer.Raw("/// <param name=\"tape\">The tape of the last Forward.</param>");
        if (batch)
        {
            writer.Raw("/// <param name=\"layout\">the order of the rows of input and output</param>");
        }

        writer.Raw("/// <exception cref=\"ArgumentException\">A span has not the length that its shape says, or the tape is of another input, or a gradient that is written shares memory with another argument or the parameters.</exception>");
        writer.Raw("/// <exception cref=\"InvalidOperationException\">The parameters are not those of that Forward. Of more than 4096, as many are compared, spread over all.</exception>");
    }

    private void EmitFromZero()
    {
        EmitDocs("Back-propagation through time, with no gradient from the final state.", batch: false, state: null);
        writer.Raw("public void Backward(");
        writer.Raw($"    {_input.Parameter}, {face.GradientParameters}, {InputGradientParameter}Gradient gradient, Tape tape)");
        writer.Open();
        writer.Raw($"State stateGradient = default;\nBackward({_input.Name}, {face.GradientArguments}, {(IsDense ? "inputGradient, " : "")}ref stateGradient, gradient, tape);");
        if (face.Spec.TrainsInitialState)
        {
            writer.Raw("gradient.AddInitialState(stateGradient);");
        }

        writer.End();
    }

    private void EmitFromState()
    {
        EmitDocs(
            "Back-propagation through time.",
            batch: false,
            $"<param name=\"stateGradient\">In: the gradient of the final state (dL/dhn{CellStates(", dL/dcn")}); out: of the initial state.</param>");
        writer.Raw("public void Backward(");
        writer.Raw($"    {_input.Parameter}, {face.GradientParameters}, {InputGradientParameter}ref State stateGradient, Gradient gradient, Tape tape)");
        EmitBody("ref stateGradient, gradient, tape.Memory");
    }

    private void EmitBatch()
    {
        EmitDocs(
            "Back-propagation through time over a batch: what the sequences give one after the other.",
            batch: true,
            $"<param name=\"stateGradients\">[B] in: the gradient of each final state (dL/dhn{CellStates(", dL/dcn")}); out: of the initial one. Or empty: zero, and not wanted.</param>");
        writer.Raw("public void Backward(");
        writer.Raw($"    {_input.Parameter}, {face.GradientParameters}, {InputGradientParameter}ReadOnlySpan<int> lengths, Span<State> stateGradients,");
        writer.Raw("    Gradient gradient, Tape tape, BatchLayout layout = BatchLayout.BatchFirst)");
        EmitBody("lengths, stateGradients, layout, gradient, tape.Memory");
    }

    /// <summary>The body of an overload that hands its arguments on to the core.</summary>
    private void EmitBody(string arguments)
    {
        writer.Open();
        writer.Raw($"""
            ArgumentNullException.ThrowIfNull(gradient);
            ArgumentNullException.ThrowIfNull(tape);
            {SourceFile.CoreField}.Backward({_input.Name}, {face.GradientArguments}, {(IsDense ? "inputGradient, " : "")}{arguments});
            """);
        writer.End();
    }
}

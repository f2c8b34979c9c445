using CellGen.Generator.Flow;
using CellGen.Generator.Model;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the overloads of Backward, for one sequence and for batches.</summary>
internal sealed class BackwardEmitter(CodeWriter writer, NetFace face)
{
    private readonly FaceArguments _arguments = new(face);

    private static Argument Gradient { get; } = new("Gradient", "gradient", "The gradient of the parameters is added here.");

    private static Argument Tape { get; } = new("Tape", "tape", "The tape of the last Forward.");

    private bool IsDense => !_arguments.Input.IsTokens;

    private string FinalState => $"dL/dhn{_arguments.CellStates(", dL/dcn")}";

    private Argument State => new("ref State", "stateGradient", $"In: the gradient of the final state ({FinalState}); out: of the initial state.");

    private Argument States => new("Span<State>", "stateGradients", $"[B] in: the gradient of each final state ({FinalState}); out: of the initial one. Or empty: zero, and not wanted.");

    public void Emit()
    {
        string passed = $"{_arguments.Input.Name}, {face.GradientArguments}, {(IsDense ? "inputGradient, " : "")}";
        string HandOn(string arguments) => $"""
            ArgumentNullException.ThrowIfNull(gradient);
            ArgumentNullException.ThrowIfNull(tape);
            {SourceFile.CoreField}.Backward({passed}{arguments});
            """;
        Overload("Back-propagation through time, with no gradient from the final state.", [.. Rows(batch: false), Gradient, Tape]).Emit(writer, $"""
            State stateGradient = default;
            Backward({passed}ref stateGradient, gradient, tape);{(face.Spec.TrainsInitialState ? "\ngradient.AddInitialState(stateGradient);" : "")}
            """);
        Overload("Back-propagation through time.", [.. Rows(batch: false), State, Gradient, Tape]).Emit(writer, HandOn("ref stateGradient, gradient, tape.Memory"));
        Overload(
            "Back-propagation through time over a batch: what the sequences give one after the other.",
            [.. Rows(batch: true), FaceArguments.Lengths, States],
            [Gradient, Tape, FaceArguments.Layout]).Emit(writer, HandOn("lengths, stateGradients, layout, gradient, tape.Memory"));
    }

    /// <summary>The overloads of a net that does not train, which are errors where they are called.</summary>
    public void EmitLeftOut()
    {
        foreach (Argument[] last in new Argument[][] { [Gradient, Tape], [State, Gradient, Tape], [FaceArguments.Lengths, States, Gradient, Tape, FaceArguments.Layout] })
        {
            LeftOut.Emit(writer, new PublicMethod("public void Backward", "", [], [.. Rows(batch: false), .. last]), NetworkSpec.WithoutTraining);
        }
    }

    private static PublicMethod Overload(string summary, params IReadOnlyList<Argument>[] lines) => new(
        "public void Backward",
        summary,
        [
            ("ArgumentException", "A span has not the length that its shape says, or the tape is of another input, or a gradient that is written shares memory with another argument or the parameters."),
            ("InvalidOperationException", "The parameters are not those of that Forward. Of more than 4096, as many are compared, spread over all."),
        ],
        [[], .. lines]);

    /// <summary>The input, the gradients of the outputs and, of rows of numbers, that of the input.</summary>
    private IEnumerable<Argument> Rows(bool batch)
    {
        string shape = batch ? _arguments.Input.BatchShape : _arguments.Input.Shape;
        yield return _arguments.InputOf($"{shape}, the same as in the last Forward with this tape.");
        foreach (var output in face.Outputs)
        {
            string rows = !batch ? NetFace.ShapeOf(output) : output.OneRow ? NetFace.BatchShapeOf(output) : "shaped as the output";
            yield return new("ReadOnlySpan<float>", output.Gradient, $"dL/d{output.Name.TrimStart('@')}, {rows}");
        }

        if (IsDense)
        {
            yield return new("Span<float>", "inputGradient", $"dL/dinput, {shape}, written{(batch ? ", but for what lies beyond a sequence's end" : "")}; or empty where it is not wanted.");
        }
    }
}

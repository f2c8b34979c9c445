using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the overloads of Forward, for one sequence and for batches, with a workspace or a tape.</summary>
internal sealed class ForwardEmitter(CodeWriter writer, NetFace face)
{
    private readonly ModelSpec _spec = face.Spec;
    private readonly InputText _input = new(face.Spec);

    public void Emit()
    {
        foreach (bool tape in _spec.Network.Training ? new[] { false, true } : [false])
        {
            EmitFromZero(tape);
            EmitFromState(tape);
            EmitBatch(tape);
        }
    }

    private static string Memory(bool tape) => tape ? "tape" : "workspace";

    private static string Type(bool tape) => tape ? "Tape" : "Workspace";

    /// <summary>The optional table of an embedding's products: for inference alone.</summary>
    private bool HasTable(bool tape) => _spec.HasTable && !tape;

    private string TableParameter(bool tape) => HasTable(tape) ? ", TokenTable? table = null" : "";

    private string TableArgument(bool tape) => HasTable(tape) ? ", table" : "";

    private string CellStates(string text) => face.HasCellStates ? text : "";

    private void EmitDocs(bool tape, string summary, string input, Func<OutputSpec, string> shapeOf, string errors, params string[] more)
    {
        writer.Raw($"/// <summary>{summary}</summary>");
        writer.Raw($"/// <param name=\"{_input.Name}\">{input}</param>");
        foreach (var output in face.Outputs)
        {
            writer.Raw($"/// <param name=\"{output.Name.TrimStart('@')}\">{shapeOf(output)}</param>");
        }

        foreach (string line in more)
        {
            writer.Raw("/// " + line);
        }

        writer.Raw($"/// <param name=\"{Memory(tape)}\">{(tape ? "keeps what Backward needs; made for at least T steps" : "scratch memory for at least T steps")}</param>");
        if (HasTable(tape))
        {
            writer.Raw("/// <param name=\"table\">the embedding's products, from FoldEmbedding: the same bits in less time; or null</param>");
        }

        writer.Raw($"/// <exception cref=\"ArgumentException\">{errors}</exception>");
    }

    private string Errors => "A span has not the length that its shape says, or T is too large"
        + (_spec.Tokens is { OutOfVocabulary: false } ? ", or a token is out of the vocabulary" : "") + Shared("state");

    /// <summary>What the docs say of arguments that share memory.</summary>
    private static string Shared(string states) => $", or output or {states} share memory with each other, the input or the parameters.";

    /// <summary>The body of an overload that hands its arguments on to the core.</summary>
    private void EmitBody(bool tape, string arguments)
    {
        writer.Open();
        writer.Raw($"ArgumentNullException.ThrowIfNull({Memory(tape)});");
        string table = !_spec.HasTable ? "" : tape ? ", null" : ", table";
        writer.Raw($"{SourceFile.CoreField}.Forward({_input.Name}, {face.OutputArguments}, {arguments}, {Memory(tape)}.Memory{table});");
        writer.End();
    }

    private void EmitFromZero(bool tape)
    {
        EmitDocs(tape, $"Runs the net over a sequence, from {(_spec.TrainsInitialState ? "the initial state" : "a zero state")}.", _input.Shape, NetFace.ShapeOf, Errors);
        writer.Block(
            $"public void Forward({_input.Parameter}, {face.OutputParameters}, {Type(tape)} {Memory(tape)}{TableParameter(tape)})",
            $"State state = {(_spec.TrainsInitialState ? "GetInitialState()" : "default")};\nForward({_input.Name}, {face.OutputArguments}, ref state, {Memory(tape)}{TableArgument(tape)});");
        writer.Line();
    }

    private void EmitFromState(bool tape)
    {
        EmitDocs(
            tape,
            "Runs the net over a sequence, from a state to a state.",
            _input.Shape,
            NetFace.ShapeOf,
            Errors,
            $"<param name=\"state\">In: the state before the first step (h0{CellStates(", c0")}); out: after the last (hn{CellStates(", cn")}).</param>");
        writer.Raw($"public void Forward({_input.Parameter}, {face.OutputParameters}, ref State state, {Type(tape)} {Memory(tape)}{TableParameter(tape)})");
        EmitBody(tape, "ref state");
    }

    private void EmitBatch(bool tape)
    {
        EmitDocs(
            tape,
            "Runs the net over a batch of sequences of different lengths: each gives the bits that it gives alone. What lies beyond a sequence's end is neither read nor written.",
            _input.BatchShape,
            NetFace.BatchShapeOf,
            "A span has not the length that its shape says, or a length is not from 1 to T, or too large"
                + (_spec.Tokens is { OutOfVocabulary: false } ? ", or a token is out of the vocabulary" : "") + Shared("states"),
            "<param name=\"lengths\">[B] the number of steps of each sequence</param>",
            $"<param name=\"states\">[B] in: each sequence's state before its first step; out: after its last. Or empty: {(_spec.TrainsInitialState ? "the initial state" : "zero")} at first, and not wanted.</param>",
            "<param name=\"layout\">the order of the rows of input and output</param>");
        writer.Raw("public void Forward(");
        writer.Raw($"    {_input.Parameter}, {face.OutputParameters}, ReadOnlySpan<int> lengths, Span<State> states, {Type(tape)} {Memory(tape)},");
        writer.Raw($"    BatchLayout layout = BatchLayout.BatchFirst{TableParameter(tape)})");
        EmitBody(tape, "lengths, states, layout");
    }
}

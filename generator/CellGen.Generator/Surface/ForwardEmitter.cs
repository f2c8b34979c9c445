using CellGen.Generator.Flow;
using CellGen.Generator.Model;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the overloads of Forward, for one sequence and for batches, with a workspace or a tape.</summary>
internal sealed class ForwardEmitter(CodeWriter writer, NetFace face)
{
    private const string Declaration = "public void Forward";

    private readonly ModelSpec _spec = face.Spec;
    private readonly FaceArguments _arguments = new(face);

    /// <summary>The input and outputs of a sequence.</summary>
    private IEnumerable<Argument> Rows => _arguments.Outputs(NetFace.ShapeOf).Prepend(_arguments.InputOf(_arguments.Input.Shape));

    private (string, string) Mistakes => _arguments.Mistakes(", or T is too large", "a token", "state");

    public void Emit()
    {
        foreach (bool tape in _spec.Network.Training ? new[] { false, true } : [false])
        {
            EmitFromZero(tape);
            EmitFromState(tape);
            EmitBatch(tape);
        }
    }

    private static Argument Memory(bool tape) => tape
        ? new("Tape", "tape", "keeps what Backward needs; made for at least T steps")
        : new("Workspace", "workspace", "scratch memory for at least T steps");

    /// <summary>The table of an embedding's products: for inference alone.</summary>
    private IReadOnlyList<Argument> Table(bool tape) => tape ? [] : _arguments.Table;

    private void EmitFromZero(bool tape)
    {
        string start = _spec.TrainsInitialState ? "the initial state" : "a zero state";
        new PublicMethod(Declaration, $"Runs the net over a sequence, from {start}.", [Mistakes], [.. Rows, Memory(tape), .. Table(tape)]).Emit(writer, $"""
            State state = {(_spec.TrainsInitialState ? "GetInitialState()" : "default")};
            Forward({_arguments.Input.Name}, {face.OutputArguments}, ref state, {Memory(tape).Name}{(tape ? "" : _arguments.PassTable)});
            """);
    }

    private void EmitFromState(bool tape)
    {
        var state = new Argument("ref State", "state", $"In: the state before the first step (h0{_arguments.CellStates(", c0")}); out: after the last (hn{_arguments.CellStates(", cn")}).");
        var method = new PublicMethod(Declaration, "Runs the net over a sequence, from a state to a state.", [Mistakes], [.. Rows, state, Memory(tape), .. Table(tape)]);
        method.Emit(writer, HandOn(tape, "ref state"));
    }

    private void EmitBatch(bool tape)
    {
        string start = _spec.TrainsInitialState ? "the initial state" : "zero";
        Argument[] sequences =
        [
            _arguments.InputOf(_arguments.Input.BatchShape), .. _arguments.Outputs(NetFace.BatchShapeOf), FaceArguments.Lengths,
            new("Span<State>", "states", $"[B] in: each sequence's state before its first step; out: after its last. Or empty: {start} at first, and not wanted."),
        ];
        var method = new PublicMethod(
            Declaration,
            "Runs the net over a batch of sequences of different lengths: each gives the bits that it gives alone. What lies beyond a sequence's end is neither read nor written.",
            [_arguments.Mistakes(", or a length is not from 1 to T, or too large", "a token", "states")],
            [],
            [.. sequences, Memory(tape)],
            [FaceArguments.Layout, .. Table(tape)])
        {
            Documented = [.. sequences, FaceArguments.Layout, Memory(tape), .. Table(tape)],
        };
        method.Emit(writer, HandOn(tape, "lengths, states, layout"));
    }

    /// <summary>The body of an overload that hands its arguments on to the core.</summary>
    private string HandOn(bool tape, string arguments)
    {
        string memory = Memory(tape).Name;
        string table = _spec.HasTable && tape ? ", null" : _arguments.PassTable;
        return $"""
            ArgumentNullException.ThrowIfNull({memory});
            {SourceFile.CoreField}.Forward({_arguments.Input.Name}, {face.OutputArguments}, {arguments}, {memory}.Memory{table});
            """;
    }
}

using CellGen.Generator.Flow;
using CellGen.Generator.Model;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the public side of steps: Step, Settle and StepMany.</summary>
internal sealed class StepFaceEmitter(CodeWriter writer, NetFace face)
{
    private readonly FaceArguments _arguments = new(face);

    private bool IsTokens => _arguments.Input.IsTokens;

    public void Emit()
    {
        EmitStep();
        if (!IsTokens)
        {
            SettleEmitter.Emit(writer, face);
        }

        EmitStepMany();
    }

    private void EmitStep()
    {
        var input = IsTokens ? new Argument("int", "token", "an index " + _arguments.Input.Range) : _arguments.InputOf("[InputSize]");
        var state = new Argument("ref State", "state", "In: the state before the step; out: after it.");
        var method = new PublicMethod(
            "[MethodImpl(MethodImplOptions.AggressiveInlining)]\npublic void Step",
            "Runs the net for one step of a stream. Gives the same bits as Forward over the whole sequence.",
            [_arguments.Mistakes("", "the token", "state")],
            [input, .. _arguments.Outputs(output => $"[{output.SizeName}]"), state, .. _arguments.Table]);
        method.EmitExpression(writer, $"\n    {SourceFile.CoreField}.Step({input.Name}, {face.OutputArguments}, ref state{_arguments.PassTable})");
    }

    private void EmitStepMany()
    {
        var method = new PublicMethod(
            "public void StepMany",
            """
            Runs one step of many agents, each with its own state: thousands of characters in a game, one set of weights. Gives
            the bits that Step gives each of them.
            """,
            [_arguments.Mistakes("", "a token", "states")],
            [
                _arguments.InputOf(IsTokens ? "[N] indices, each " + _arguments.Input.Range : "[N × InputSize]"),
                .. _arguments.Outputs(output => $"[N × {output.SizeName}]"),
                new Argument("Span<State>", "states", "[N] in: each agent's state before the step; out: after it."),
            ]);
        if (face.Spec.Network.Agents)
        {
            method.EmitExpression(writer, $" {SourceFile.CoreField}.StepMany({_arguments.Input.Name}, {face.OutputArguments}, states)");
        }
        else
        {
            LeftOut.Emit(writer, method, NetworkSpec.WithoutAgents);
        }
    }
}

using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits what the overloads of Backward of a net of several layers end in: the checks of their arguments.</summary>
internal sealed class NetworkBackwardEmitter(CodeWriter writer, NetworkPlan plan)
{
    private readonly NetworkArguments _arguments = new(writer, plan);
    private readonly NetFace _face = NetFace.Of(plan);

    private bool IsDense => plan.Spec.Tokens is null;

    private InputText Input => _arguments.Input;

    private string Start => $"{Input.Parameter}, {_face.GradientParameters}, {(IsDense ? "Span<float> inputGradient, " : "")}";

    public void Emit()
    {
        EmitSequence();
        EmitBatch();
        new NetworkGradientEmitter(writer, plan).Emit();
    }

    private void EmitSequence()
    {
        writer.OpenMember(
            "Checks the arguments and runs the backward pass of a sequence.",
            "public void Backward(",
            $"    {Start}ref State stateGradient, Gradient gradient, NetworkMemory tape)");
        writer.Raw($"{Input.Steps("tape")}\nvar lengths = MemoryMarshal.CreateReadOnlySpan(ref steps, 1);\ntape.BeginBackward(lengths, _parameters.Span);");
        foreach (var output in _arguments.Outputs)
        {
            writer.Raw($"Arguments.Length({output.Gradient}.Length, {(output.OneRow ? "1" : "steps")}, {output.SizeName}, nameof({output.Gradient}));");
        }

        writer.Raw("var stateGradients = MemoryMarshal.CreateSpan(ref stateGradient, 1);");
        EmitChecks("steps, InputSize", "stateGradient");
        writer.Raw($"""
            RunBackward(
                {_arguments.SequenceArguments(output => output.Gradient)},
                {(IsDense ? "ref MemoryMarshal.GetReference(inputGradient), !inputGradient.IsEmpty, " : "")}steps, lengths, stateGradients, gradient, tape);
            """);
        writer.End();
    }

    private void EmitBatch()
    {
        writer.OpenMember(
            "Checks the arguments and runs the backward pass of a batch.",
            "public void Backward(",
            $"    {Start}ReadOnlySpan<int> lengths, Span<State> stateGradients, BatchLayout layout, Gradient gradient, NetworkMemory tape)");
        _arguments.EmitBatches(output => output.Gradient, "stateGradients", "tape");
        writer.Raw("tape.BeginBackward(lengths, _parameters.Span);");
        EmitChecks("1, input.Length", "stateGradients");
        if (plan.Spec.TrainsInitialState)
        {
            writer.Raw("var wanted = stateGradients;\nstateGradients = wanted.IsEmpty ? tape.States(lengths.Length, default(State)) : wanted;");
        }

        writer.Raw($"""
            RunBackward(
                {_arguments.BatchArguments(output => output.Gradient, "0")},
                {(IsDense ? "ref MemoryMarshal.GetReference(inputGradient), !inputGradient.IsEmpty, " : "")}{NetworkArguments.BatchOf(_arguments.Outputs[0])}.Steps, lengths, stateGradients, gradient, tape);
            """);
        if (plan.Spec.TrainsInitialState)
        {
            writer.Block(
                $"for (int sequence = 0; wanted.IsEmpty && sequence < lengths.Length; sequence++)",
                "AddInitial(stateGradients[sequence], gradient.Values);");
        }

        writer.End();
    }

    private void EmitChecks(string inputShape, string states)
    {
        if (IsDense)
        {
            writer.Block($"if (!inputGradient.IsEmpty)", $"Arguments.Length(inputGradient.Length, {inputShape}, nameof(inputGradient));");
            writer.Line();
        }

        foreach (var output in _arguments.Outputs)
        {
            writer.Raw($"Arguments.DistinctBackward({Input.Name}, nameof({Input.Name}), {output.Gradient}, {(IsDense ? "inputGradient" : "default")}, stateGradients, nameof({states}), gradient.Values, _parameters.Span{(output.Name == "output" ? "" : $", nameof({output.Gradient})")});");
        }
    }
}

using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits what the overloads of Backward of a net of several layers end in.</summary>
internal sealed class NetworkBackwardEmitter(CodeWriter writer, NetworkPlan plan)
{
    private readonly EntryEmitter _entry = new(writer, NetFace.Of(plan));

    private NetworkArguments Arguments => new(_entry);

    private string InputGradient => _entry.Input.IsTokens ? "" : "ref MemoryMarshal.GetReference(inputGradient), !inputGradient.IsEmpty, ";

    public void Emit()
    {
        EmitSequence();
        EmitBatch();
        new NetworkGradientEmitter(writer, plan).Emit();
    }

    private void EmitSequence()
    {
        _entry.OpenBackward();
        writer.Raw($"""
            RunBackward(
                {Arguments.OfSequence(output => output.Gradient)},
                {InputGradient}steps, lengths, stateGradients, gradient, tape);
            """);
        writer.End();
    }

    private void EmitBatch()
    {
        _entry.OpenBackwardBatch();
        if (plan.Spec.TrainsInitialState)
        {
            writer.Raw("var wanted = stateGradients;\nstateGradients = wanted.IsEmpty ? tape.States(lengths.Length, default(State)) : wanted;");
        }

        writer.Raw($"""
            RunBackward(
                {Arguments.OfBatch(output => output.Gradient, "0")},
                {InputGradient}{_entry.BatchOf(_entry.Outputs[0])}.Steps, lengths, stateGradients, gradient, tape);
            """);
        if (plan.Spec.TrainsInitialState)
        {
            writer.Block(
                $"for (int sequence = 0; wanted.IsEmpty && sequence < lengths.Length; sequence++)",
                "AddInitial(stateGradients[sequence], gradient.Values);");
        }

        writer.End();
    }
}

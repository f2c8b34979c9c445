using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Routes;

/// <summary>Emits one step of the decoder, with the bits of the forward pass.</summary>
internal sealed class PairStepEmitter(CodeWriter writer, PairPlan plan)
{
    private readonly PairText _text = new(plan);
    private readonly PairRowEmitter _rows = new(writer, plan, isAlone: true);

    public void Emit()
    {
        writer.OpenMember(
            "Checks the arguments and runs a step.",
            $"public void Step({(_text.TargetIsTokens ? "int token" : "ReadOnlySpan<float> input")}, Span<float> {_text.Output}, EncoderDecoderMemory memory, ref State state)");
        writer.Raw(_text.TargetIsTokens
            ? $"Arguments.Tokens(MemoryMarshal.CreateReadOnlySpan(ref token, 1), TargetVocabularySize, outOfVocabulary: {(plan.Pair.Target!.OutOfVocabulary ? "true" : "false")}, nameof(token));"
            : "Arguments.Length(input.Length, 1, TargetSize, nameof(input));");
        writer.Raw($"Arguments.Length({_text.Output}.Length, 1, OutputSize, nameof({_text.Output}));");
        EmitEncoded();
        var stages = plan.Encodes ? plan.Network.Decode : [.. plan.Network.Encode, .. plan.Network.Decode];
        writer.Open($"if (state.Position == 0)");
        stages.TakeWhile(IsOfBeginning).ToList().ForEach(EmitStage);
        writer.Raw($"state = memory.States<State>({PairValues.States}, 1)[0];");
        writer.End();
        writer.Raw($"ref {plan.Decoder.Type}.State decoder = ref LayerStates.Of<State, {plan.Decoder.Type}.State>(ref state, 0);");
        var step = stages.SkipWhile(IsOfBeginning).SelectMany(WithBefore).ToList();
        _rows.EmitNames(step);
        step.ForEach(EmitStage);
        writer.Raw("state.Position++;");
        writer.End();
    }

    /// <summary>Whether it is a part of the way to the decoder's first state.</summary>
    private static bool IsOfBeginning(Stage stage) => (PairValues)stage.Layer is PairValues.Bridged or PairValues.States;

    /// <summary>A stage behind those before its step, but for what the decoder wrote: the caller has it, and decides what it reads.</summary>
    private static IEnumerable<Stage> WithBefore(Stage stage) => stage.Before.Where(each => each.Layer != (int)PairValues.FedRow).Append(stage);

    private void EmitStage(Stage stage)
    {
        if (PairStatesEmitter.Has(stage))
        {
            new PairStatesEmitter(writer, plan, "1", "0").Emit([stage]);
        }
        else if (stage.Target!.Rows.Kind != RowsKind.Output || stage.Operation.Owner == OperationOwner.Core)
        {
            _rows.Emit(stage);
        }
    }

    /// <summary>Where the source is looked at there must be one.</summary>
    private void EmitEncoded()
    {
        if (!plan.Encodes || (!plan.Attends && !plan.CopiesState))
        {
            return;
        }

        writer.Block(
            $"if (memory.SourceLengths[0] == 0)",
            "throw new global::System.InvalidOperationException(\"There is no source in memory; call Encode before Step.\");");
        writer.Line();
    }
}

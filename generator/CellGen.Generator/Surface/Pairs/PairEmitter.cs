using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Surface;

/// <summary>Emits the user's side of an encoder and decoder, and the core in which they run.</summary>
internal sealed class PairEmitter
{
    private readonly CodeWriter _writer;
    private readonly PairPlan _plan;
    private readonly NetFace _face;

    /// <param name="plan">The net.</param>
    public PairEmitter(PairPlan plan)
    {
        _writer = new CodeWriter(new FullNames(plan.Spec.Type.HiddenTypes));
        _plan = plan;
        _face = new NetFace(plan.Spec, "EncoderDecoderMemory", plan.Decoder.Core.Step.StateNames.Count > 1, IsFrozen: plan.TrainedLength < plan.PackedLength, plan.Drops, RunsBatchLanes: false);
    }

    /// <summary>The file of the public side.</summary>
    public SourceText Emit()
    {
        var spec = _plan.Spec;
        SourceFile.Open(_writer, spec.Type, SourceFile.SpacesOfSurface);
        new PairRemarksEmitter(_writer, _plan).Emit();
        NetTextEmitter.Emit(_writer, PairEquations.Of(_plan));
        SourceFile.OpenClass(_writer, spec.Type, spec.Network.Training);
        EmitConstants();
        new ParameterEmitter(_writer, _face).Emit();
        new PairFaceEmitter(_writer, _plan).Emit();
        new PairStateEmitter(_writer, _plan).Emit();
        new PairMemoryEmitter(_writer, _plan).Emit();
        new PairCoreEmitter(_writer, _plan).Emit();
        _writer.Close();
        SourceFile.Close(_writer, spec.Type);
        return _writer.ToSourceText();
    }

    private void EmitConstants()
    {
        var members = new FaceEmitter(_writer, _face);
        var pair = _plan.Pair;
        if (pair.Encoder is not null)
        {
            members.EmitConstant("InputSize", pair.SourceSize, "The number of values in one step of the source, or of its embedding.");
            members.EmitConstant("MaxSource", pair.MaxSource, "The longest source.");
            members.EmitConstant("ContextSize", pair.ContextSize, "The number of values in one step of the encoder's output, and of the context.");
        }
        else
        {
            members.EmitConstant("InputSize", pair.ContextSize, "The number of values of the context.");
            members.EmitConstant("ContextSize", pair.ContextSize, "The number of values of the context.");
        }

        members.EmitConstant("TargetSize", pair.Decoder.Input, "The number of values in one step of what the decoder reads, without the context, or of its embedding.");
        members.EmitConstant("HiddenSize", pair.Decoder.Hidden, "The number of units of each layer of the decoder.");
        members.EmitConstant("LayerCount", pair.Decoder.Layers, "The number of layers of the decoder.");
        members.EmitConstant("OutputSize", pair.Head.Hidden, "The number of values in one row of output.");
        members.EmitConstant("ParameterCount", _plan.TotalCount, "The number of parameters, as torch counts them.");
        if (pair.Source is { } source)
        {
            members.EmitConstant("VocabularySize", source.Vocabulary, "The number of tokens of the source.");
        }

        if (pair.Target is { } target)
        {
            members.EmitConstant("TargetVocabularySize", target.Vocabulary, "The number of tokens of the target.");
            members.EmitConstant("StartToken", pair.StartToken, "The token that the decoder reads at its first step.");
            members.EmitConstant("EndToken", pair.EndToken, "The token after which the decoder writes no other; −1 is none.");
        }
    }
}

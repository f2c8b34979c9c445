using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Surface;

/// <summary>Emits the user's side of a model: its public members, and, in one nested type, what they are made of.</summary>
internal sealed class ModelEmitter
{
    private readonly CodeWriter _writer;
    private readonly NetPlan _plan;
    private readonly ModelSpec _spec;
    private readonly NetFace _face;
    private readonly FaceEmitter _members;

    /// <param name="plan">The model.</param>
    public ModelEmitter(NetPlan plan)
    {
        _writer = new CodeWriter(new FullNames(plan.Spec.Type.HiddenTypes));
        _spec = plan.Spec;
        _plan = plan;
        _face = NetFace.Of(plan);
        _members = new FaceEmitter(_writer, _face);
    }

    /// <summary>The file of the public side.</summary>
    public SourceText Emit()
    {
        SourceFile.Open(_writer, _spec.Type, SourceFile.SpacesOfSurface);
        new RemarksEmitter(_writer, _plan).Emit();
        NetTextEmitter.Emit(_writer, StackEquations.Of(_plan));
        SourceFile.OpenClass(_writer, _spec.Type, _spec.Network.Training);
        EmitConstants();
        _members.EmitMethods();
        new StateEmitter(_writer, _plan).Emit();
        new MemoryEmitter(_writer, _face, writer => RecordEmitter.Emit(writer, _plan)).Emit();
        new CoreEmitter(_writer, _plan).Emit();
        _writer.Close();
        SourceFile.Close(_writer, _spec.Type);
        return _writer.ToSourceText();
    }

    private void EmitConstants()
    {
        _members.EmitConstant("InputSize", _spec.Cell.Input, "The number of values in one step of input.");
        _members.EmitConstant("HiddenSize", _spec.Cell.Hidden, "The number of units of each layer and direction.");
        _members.EmitConstant("OutputSize", _spec.OutputSize, "The number of values in one row of output.");
        _members.EmitConstant("LayerCount", _spec.Cell.Layers, "The number of recurrent layers.");
        _members.EmitConstant("DirectionCount", _spec.Cell.Directions, "The number of directions: 2 where the net is bidirectional.");
        _members.EmitConstant("ParameterCount", _plan.Parameters.TotalCount, "The number of parameters, as torch counts them.");
        if (_spec.Tokens is { } tokens)
        {
            _members.EmitConstant("VocabularySize", tokens.Vocabulary, "The number of tokens.");
        }
    }
}

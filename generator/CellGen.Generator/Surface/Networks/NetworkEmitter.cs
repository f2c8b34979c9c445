using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Surface;

/// <summary>Emits the user's side of a net of several layers, and the core in which they run.</summary>
internal sealed class NetworkEmitter
{
    private readonly CodeWriter _writer;
    private readonly NetworkPlan _plan;
    private readonly NetFace _face;
    private readonly FaceEmitter _members;

    /// <param name="plan">The net.</param>
    public NetworkEmitter(NetworkPlan plan)
    {
        _writer = new CodeWriter(new FullNames(plan.Spec.Type.HiddenTypes));
        _plan = plan;
        _face = NetFace.Of(plan);
        _members = new FaceEmitter(_writer, _face);
    }

    /// <summary>The file of the public side.</summary>
    public SourceText Emit()
    {
        var spec = _plan.Spec;
        SourceFile.Open(_writer, spec.Type, SourceFile.SpacesOfSurface);
        new NetworkRemarksEmitter(_writer, _plan).Emit();
        NetTextEmitter.Emit(_writer, NetworkEquations.Of(_plan));
        SourceFile.OpenClass(_writer, spec.Type, spec.Network.Training);
        EmitConstants();
        _members.EmitMethods();
        new NetworkStateEmitter(_writer, _plan).Emit();
        new MemoryEmitter(_writer, _face, writer => RecordEmitter.Emit(writer, _plan)).Emit();
        new NetworkCoreEmitter(_writer, _plan).Emit();
        _writer.Close();
        SourceFile.Close(_writer, spec.Type);
        return _writer.ToSourceText();
    }

    /// <summary>The file of a layer that has parameters.</summary>
    public static SourceText EmitLayer(NetPlan layer)
    {
        var type = layer.Spec.Type;
        var writer = new CodeWriter(new FullNames(type.HiddenTypes));
        SourceFile.Open(writer, type, SourceFile.SpacesOfSurface);
        writer.Raw(type.Declaration);
        writer.Open();
        writer.Open($"partial struct {SourceFile.Core}");
        new CoreEmitter(writer, layer).Emit();
        writer.Close();
        writer.Close();
        SourceFile.Close(writer, type);
        return writer.ToSourceText();
    }

    private void EmitConstants()
    {
        _members.EmitConstant("InputSize", _plan.Spec.InputSize, "The number of values in one step of input.");
        if (_plan.Cells.Count() == 1)
        {
            var cell = _plan.Cells.Single().Spec.Cell!;
            _members.EmitConstant("HiddenSize", cell.Hidden, "The number of units of each layer and direction of the cell.");
            _members.EmitConstant("LayerCount", cell.Layers, "The number of layers of the cell.");
            _members.EmitConstant("DirectionCount", cell.Directions, "The number of directions: 2 where the cell is bidirectional.");
        }

        foreach (var output in _face.Outputs)
        {
            _members.EmitConstant(output.SizeName, output.Size, _face.Outputs.Count == 1 ? "The number of values in one row of output." : $"The number of values in one row of {output.Name.TrimStart('@')}.");
        }

        _members.EmitConstant("ParameterCount", _plan.TotalCount, "The number of parameters, as torch counts them.");
        if (_plan.Spec.Tokens is { } tokens)
        {
            _members.EmitConstant("VocabularySize", tokens.Vocabulary, "The number of tokens.");
        }
    }
}

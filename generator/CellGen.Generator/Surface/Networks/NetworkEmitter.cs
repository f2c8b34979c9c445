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

    /// <param name="plan">The net.</param>
    public NetworkEmitter(NetworkPlan plan)
    {
        _writer = new CodeWriter(new FullNames(plan.Spec.Type.HiddenTypes));
        _plan = plan;
        _face = NetFace.Of(plan);
    }

    /// <summary>The file of the public side.</summary>
    public SourceText Emit()
    {
        var spec = _plan.Spec;
        SourceFile.Open(_writer, spec.Type, SourceFile.SpacesOfSurface);
        new NetworkRemarksEmitter(_writer, _plan).Emit();
        SourceFile.OpenClass(_writer, spec.Type, spec.Network.Training);
        EmitConstants();
        new ParameterEmitter(_writer, _face).Emit();
        if (spec.TrainsInitialState)
        {
            _writer.Raw($"""
                /// <summary>The state in which sequences begin that are given none: parameters of the net, h0 and c0. A copy: streams begin with it.</summary>
                public State GetInitialState() => {SourceFile.CoreField}.Initial;

                """);
        }

        new ForwardEmitter(_writer, _face).Emit();
        if (spec.HasStep)
        {
            new StepFaceEmitter(_writer, _face).Emit();
        }

        if (spec.Network.Training)
        {
            new BackwardEmitter(_writer, _face).Emit();
            new TrainableEmitter(_writer, _face).Emit();
        }
        else
        {
            new LeftOutEmitter(_writer, _face).EmitBackward();
        }

        new NetworkStateEmitter(_writer, _plan).Emit();
        new MemoryEmitter(_writer, _face).Emit();
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
        Emit("InputSize", _plan.Spec.InputSize, "The number of values in one step of input.");
        if (_plan.Cells.Count() == 1)
        {
            var cell = _plan.Cells.Single().Spec.Cell!;
            Emit("HiddenSize", cell.Hidden, "The number of units of each layer and direction of the cell.");
            Emit("LayerCount", cell.Layers, "The number of layers of the cell.");
            Emit("DirectionCount", cell.Directions, "The number of directions: 2 where the cell is bidirectional.");
        }

        foreach (var output in _face.Outputs)
        {
            Emit(output.SizeName, output.Size, _face.Outputs.Count == 1 ? "The number of values in one row of output." : $"The number of values in one row of {output.Name.TrimStart('@')}.");
        }

        Emit("ParameterCount", _plan.TotalCount, "The number of parameters, as torch counts them.");
        if (_plan.Spec.Tokens is { } tokens)
        {
            Emit("VocabularySize", tokens.Vocabulary, "The number of tokens.");
        }
    }

    private void Emit(string name, long value, string summary)
    {
        _writer.Line($"/// <summary>{summary}</summary>");
        _writer.Line($"public const int {name} = {value};\n");
    }
}

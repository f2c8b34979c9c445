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

    /// <param name="plan">The model.</param>
    public ModelEmitter(NetPlan plan)
    {
        _writer = new CodeWriter(new FullNames(plan.Spec.Type.HiddenTypes));
        _spec = plan.Spec;
        _plan = plan;
        _face = NetFace.Of(plan);
    }

    /// <summary>The file of the public side.</summary>
    public SourceText Emit()
    {
        SourceFile.Open(_writer, _spec.Type, SourceFile.SpacesOfSurface);
        new RemarksEmitter(_writer, _plan).Emit();
        SourceFile.OpenClass(_writer, _spec.Type, _spec.Network.Training);
        EmitConstants();
        new ParameterEmitter(_writer, _face).Emit();
        new ForwardEmitter(_writer, _face).Emit();
        if (_spec.HasStep)
        {
            new StepFaceEmitter(_writer, _face).Emit();
        }

        if (_spec.Network.Training)
        {
            new BackwardEmitter(_writer, _face).Emit();
            new TrainableEmitter(_writer, _face).Emit();
        }
        else
        {
            new LeftOutEmitter(_writer, _face).EmitBackward();
        }

        new StateEmitter(_writer, _plan).Emit();
        new MemoryEmitter(_writer, _face).Emit();
        new CoreEmitter(_writer, _plan).Emit();
        _writer.Close();
        SourceFile.Close(_writer, _spec.Type);
        return _writer.ToSourceText();
    }

    private void EmitConstants()
    {
        Emit("InputSize", _spec.Cell.Input, "The number of values in one step of input.");
        Emit("HiddenSize", _spec.Cell.Hidden, "The number of units of each layer and direction.");
        Emit("OutputSize", _spec.OutputSize, "The number of values in one row of output.");
        Emit("LayerCount", _spec.Cell.Layers, "The number of recurrent layers.");
        Emit("DirectionCount", _spec.Cell.Directions, "The number of directions: 2 where the net is bidirectional.");
        Emit("ParameterCount", _plan.Parameters.TotalCount, "The number of parameters, as torch counts them.");
        if (_spec.Tokens is { } tokens)
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

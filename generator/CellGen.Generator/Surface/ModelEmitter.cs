using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Surface;

/// <summary>Emits the user's side of a model: its public members, and the flow through layers and directions.</summary>
internal sealed class ModelEmitter
{
    private readonly CodeWriter _writer;
    private readonly NetPlan _plan;
    private readonly ModelSpec _spec;

    /// <param name="plan">The model.</param>
    public ModelEmitter(NetPlan plan)
    {
        _writer = new CodeWriter(new FullNames(plan.Spec.Type.HiddenTypes));
        _spec = plan.Spec;
        _plan = plan;
    }

    /// <summary>The file of the public side.</summary>
    public SourceText Emit()
    {
        SourceFile.Open(_writer, _spec.Type);
        new RemarksEmitter(_writer, _plan).Emit();
        if (!_spec.Type.HasGeneratedCode)
        {
            _writer.Raw("[GeneratedCode(\"CellGen\", \"" + typeof(ModelEmitter).Assembly.GetName().Version!.ToString(3) + "\")]");
        }

        _writer.Raw(_spec.Type.Declaration);
        _writer.Open();
        EmitConstants();
        new ParameterEmitter(_writer, _plan).Emit();
        new ForwardEmitter(_writer, _plan).Emit();
        if (_spec.Network.Training)
        {
            new ModelBackwardEmitter(_writer, _plan).Emit();
        }
        else
        {
            new LeftOutEmitter(_writer, _spec).EmitBackward();
        }

        new MemoryEmitter(_writer, _plan).Emit();
        _writer.Line();
        new KernelContractEmitter(_writer, _plan).Emit();
        _writer.Close();
        SourceFile.Close(_writer, _spec.Type);
        return _writer.ToSourceText();
    }

    private void EmitConstants()
    {
        Public("InputSize", _spec.Cell.Input, "The number of values in one step of input.");
        Public("HiddenSize", _spec.Cell.Hidden, "The number of units of each layer and direction.");
        Public("OutputSize", _spec.OutputSize, "The number of values in one row of output.");
        Public("LayerCount", _spec.Cell.Layers, "The number of recurrent layers.");
        Public("DirectionCount", _spec.Cell.Directions, "The number of directions: 2 where the net is bidirectional.");
        Public("ParameterCount", _plan.Parameters.TotalCount, "The number of parameters, as torch counts them.");

        if (_spec.Tokens is { } tokens)
        {
            Public("VocabularySize", tokens.Vocabulary, "The number of tokens.");
        }

        Private("StateSize", _spec.Cell.StateSize, "The size of h: one direction's output.");
        Private("LayerOutputSize", _spec.Cell.LayerOutput, "The outputs of one layer.");
        Private("GateLanes", _plan.Gates.Lanes, "The gates of all units, padded: a row of projected inputs or of gate gradients.");
        Private("StateStride", _plan.StateStride, "From one row of a state to the next.");
        Private("StateFloats", _plan.StateFloats, "The floats of a State.");
        if (_spec.Cell.SumsDirections)
        {
            Private("DirectionsStep", 2 * _spec.Cell.StateSize, "The outputs of both directions, before they are added.");
        }

        if (_spec.Head is not null)
        {
            Private("HeadColumns", _spec.HeadColumns, "The number of values that the head reads.");
        }

        if (_spec.Network.Training)
        {
            EmitTrainingConstants();
        }

        if (_plan.Step.Carried.Count > 0)
        {
            Private("CarriedLength", _plan.Step.Carried.Count * _plan.StateStride, "What goes from phase to phase of a step.");
        }

        if (_spec.IsEmbedded)
        {
            Private("EmbeddingStride", _plan.Parameters.EmbeddingStride, "From one row of the embedding to the next.");
        }

        Private("ChunkSteps", _plan.ChunkSteps, "The number of steps whose input products are computed at once.");
    }

    private void EmitTrainingConstants()
    {
        if (_plan.ProductGateLanes > 0)
        {
            Private("ProductGateLanes", _plan.ProductGateLanes, "The gradients of the products within the recurrence: a row of them.");
        }

        if (_plan.InnerOperands.Count > 0)
        {
            Private("OperandGradientLength", _plan.InnerOperands.Count * _plan.StateStride, "The gradients of what is multiplied within a step.");
        }

        if (_plan.Matrices.Count > 0)
        {
            Private("TransposedLength", _plan.TransposedLength, "The matrices of the recurrence of one direction, transposed.");
        }

        Private("TapeStride", _plan.TapeStride, "From one step on the tape to the next.");
    }

    private void Public(string name, long value, string summary)
    {
        _writer.Line($"/// <summary>{summary}</summary>");
        _writer.Line($"public const int {name} = {value};\n");
    }

    private void Private(string name, int value, string summary)
    {
        _writer.Line($"/// <summary>{summary}</summary>");
        _writer.Line($"private const int {name} = {value};\n");
    }
}

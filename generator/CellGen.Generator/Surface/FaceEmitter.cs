using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the public methods of a net, whether it is one stack or has several layers.</summary>
internal sealed class FaceEmitter(CodeWriter writer, NetFace face)
{
    /// <summary>A constant.</summary>
    public void EmitConstant(string name, long value, string summary)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"public const int {name} = {value};\n");
    }

    /// <summary>Construction, files, and the passes.</summary>
    public void EmitMethods()
    {
        new ParameterEmitter(writer, face).Emit();
        if (face.Spec.TrainsInitialState)
        {
            writer.Raw($"""
                /// <summary>The state in which sequences begin that are given none: parameters of the net, h0 and c0. A copy: streams begin with it.</summary>
                public State GetInitialState() => {SourceFile.CoreField}.Initial;

                """);
        }

        new ForwardEmitter(writer, face).Emit();
        if (face.Spec.HasStep)
        {
            new StepFaceEmitter(writer, face).Emit();
        }

        if (face.Spec.Network.Training)
        {
            new BackwardEmitter(writer, face).Emit();
            new TrainableEmitter(writer, face).Emit();
        }
        else
        {
            new LeftOutEmitter(writer, face).EmitBackward();
        }
    }
}

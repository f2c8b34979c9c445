using CellGen.Generator.Flow;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the passes of a net and what they begin with, whether it is one stack or has several layers.</summary>
internal sealed class FaceEmitter(CodeWriter writer, NetFace face)
{
    public void Emit()
    {
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
            TrainableEmitter.Emit(writer);
        }
        else
        {
            new BackwardEmitter(writer, face).EmitLeftOut();
        }
    }
}

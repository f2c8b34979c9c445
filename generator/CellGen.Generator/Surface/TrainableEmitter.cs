using CellGen.Generator.Flow;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits what a trainer asks of a net, ITrainable: a pass.</summary>
internal static class TrainableEmitter
{
    /// <summary>A pass over sequences one by one.</summary>
    public static void Emit(CodeWriter writer) => writer.Raw(NewPass("int maxSteps", "maxSteps") + "\n");

    /// <summary>And one over several at a time.</summary>
    public static void EmitOfBatches(CodeWriter writer) => writer.Raw(NewPass("int maxSteps, int batchSize", "maxSteps, batchSize") + "\n");

    private static string NewPass(string parameters, string arguments) =>
        $"TrainingPass ITrainable.NewPass({parameters}) => new {SourceFile.Core}.{TrainingPassEmitter.Pass}({SourceFile.CoreField}, new Tape({arguments}), new Gradient());";
}

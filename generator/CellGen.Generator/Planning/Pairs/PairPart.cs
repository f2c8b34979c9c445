using CellGen.Generator.Networks;

namespace CellGen.Generator.Planning;

/// <summary>A part of an encoder and decoder that has parameters.</summary>
/// <param name="Name">Its name, such as AttentionKey.</param>
/// <param name="TensorName">What the names of its tensors begin with.</param>
/// <param name="Axis">Along what it runs: the member of the runtime's SequenceAxis.</param>
/// <param name="Core">Its plan.</param>
/// <param name="Index">Its number among the parts.</param>
/// <param name="ParameterOffset">Where its packed parameters begin in those of the net.</param>
internal sealed record PairPart(string Name, string TensorName, string Axis, NetPlan Core, int Index, int ParameterOffset)
{
    /// <summary>The type that holds it.</summary>
    public string Type => Core.Spec.Part!.Name;

    /// <summary>The field of the net's core that holds it.</summary>
    public string Field => "_" + char.ToLowerInvariant(Name[0]) + Name.Substring(1);

    /// <summary>The size of what it reads at a step.</summary>
    public int Input => Core.Spec.Cell.Input;

    /// <summary>The size of what it gives at a step.</summary>
    public int Output => Core.Spec.Cell.LayerOutput;

    /// <summary>The name of the part that gives some values.</summary>
    public static string NameOf(PairValues values) => values switch
    {
        PairValues.Annotations => "Encoder",
        PairValues.Keys => "AttentionKey",
        PairValues.Queries => "AttentionQuery",
        PairValues.Bridged => "Bridge",
        PairValues.Outputs => "Decoder",
        PairValues.Combined => "AttentionCombine",
        _ => "Head",
    };
}

using CellGen.Generator.Networks;

namespace CellGen.Generator.Planning;

/// <summary>Rows of what goes from part to part of an encoder and decoder.</summary>
/// <param name="Values">What they are.</param>
/// <param name="Size">The number of values in one.</param>
/// <param name="Step">The number of floats from one to the next.</param>
/// <param name="Axis">Along what there are rows: the member of the runtime's SequenceAxis.</param>
internal sealed record PairRows(PairValues Values, int Size, int Step, string Axis)
{
    /// <summary>Along what there are rows of some values.</summary>
    public static string AxisOf(PairValues values) => values switch
    {
        PairValues.Annotations or PairValues.Keys => PairPlan.Source,
        PairValues.EncoderStates or PairValues.Context or PairValues.States or PairValues.Bridged or PairValues.FedRow or PairValues.FedState => PairPlan.Once,
        _ => PairPlan.Target,
    };
}

using CellGen.Generator.Networks;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Decides where the rows lie that go from part to part of an encoder and decoder.</summary>
internal static class PairRowsPlanner
{
    /// <summary>What is kept between the parts. What attention reads, or what is read where it stands, is padded to whole vectors.</summary>
    public static IReadOnlyList<PairRows> Of(PairPlan plan)
    {
        var rows = plan.Network.Encode.Concat(plan.Network.Decode).SelectMany(stage => stage.Before.Append(stage))
            .SelectMany(stage => new[] { stage.Source.Rows, stage.Target!.Rows })
            .Where(rows => rows is { Kind: RowsKind.Values, Layer: >= 0 } && PairNetwork.ValueOf(rows) != PairValues.Hidden)
            .Select(rows => (Values: PairNetwork.ValueOf(rows), rows.Size)).ToList();
        if (plan.Attends)
        {
            rows.Add((PairValues.Weights, plan.Pair.MaxSource));
        }

        if (plan.Pair.FeedBack)
        {
            rows.Add((PairValues.FedState, plan.Pair.Decoder.StateSize));
        }

        return [.. rows.Distinct().OrderBy(row => row.Values).Select(row => new PairRows(row.Values, row.Size, StepOf(plan, row.Values, row.Size), PairRows.AxisOf(row.Values)))];
    }

    private static int StepOf(PairPlan plan, PairValues values, int size) => values switch
    {
        PairValues.EncoderStates => plan.EncoderFloats,
        PairValues.States => plan.StateFloats,
        PairValues.Context or PairValues.Inputs or PairValues.Bridged or PairValues.Joined or PairValues.Combined => size,
        _ => LaneLayout.RoundUp(size, 16),
    };
}

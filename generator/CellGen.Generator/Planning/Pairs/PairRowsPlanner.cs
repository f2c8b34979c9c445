using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Decides which rows go from part to part of an encoder and decoder.</summary>
internal static class PairRowsPlanner
{
    /// <summary>What is kept between the parts. What attention reads is padded to whole vectors.</summary>
    public static IReadOnlyList<PairRows> Of(PairPlan plan)
    {
        var (pair, rows) = (plan.Pair, new List<PairRows>());
        int hidden = pair.Decoder.StateSize;
        if (plan.Encodes)
        {
            Add("EncoderStates", plan.EncoderFloats, PairPlan.Once, plan.EncoderFloats);
            Add("Annotations", pair.ContextSize, PairPlan.Source, plan.ValueStep);
        }

        Add("Context", pair.ContextSize, PairPlan.Once);
        Add("States", plan.StateFloats, PairPlan.Once, plan.StateFloats);
        Add("Inputs", pair.JoinedInput, PairPlan.Target);
        Add("Outputs", hidden, PairPlan.Target, LaneLayout.RoundUp(hidden, 16));
        if (plan.Part("Bridge") is { } bridge)
        {
            Add("Bridged", bridge.Output, PairPlan.Once);
        }

        if (plan.Attends)
        {
            Add("Weights", pair.MaxSource, PairPlan.Target, plan.WeightStep);
            Add("Attended", pair.ContextSize, PairPlan.Target, plan.ValueStep);
        }

        if (plan.Part("AttentionQuery") is { } query)
        {
            Add("Queries", query.Output, PairPlan.Target, plan.QueryStep);
        }

        if (plan.IsAdditive)
        {
            Add("Keys", pair.AttentionSize, PairPlan.Source, plan.QueryStep);
            Add("Previous", hidden, PairPlan.Target, LaneLayout.RoundUp(hidden, 16));
        }

        if (pair.FeedBack)
        {
            Add("Fed", pair.Head.Hidden, PairPlan.Target, LaneLayout.RoundUp(pair.Head.Hidden, 16));
            Add("FedRow", pair.Head.Hidden, PairPlan.Once, LaneLayout.RoundUp(pair.Head.Hidden, 16));
            Add("FedState", hidden, PairPlan.Once, LaneLayout.RoundUp(hidden, 16));
        }

        if (pair.Combines)
        {
            Add("Joined", pair.ContextSize + hidden, PairPlan.Target);
            Add("Combined", hidden, PairPlan.Target);
        }

        return rows;

        void Add(string name, int size, string axis, int step = 0) => rows.Add(new PairRows(name, size, step > 0 ? step : size, axis));
    }
}

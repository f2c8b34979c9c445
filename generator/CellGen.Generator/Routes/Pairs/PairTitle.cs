using CellGen.Generator.Networks;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Routes;

/// <summary>The comment above operations of an encoder and decoder.</summary>
internal static class PairTitle
{
    /// <summary>What is said above an operation, and those that follow it on the way to the same values.</summary>
    public static string Of(PairPlan plan, Stage stage)
    {
        bool isGradient = stage.Source.Rows.Kind is RowsKind.Gradient or RowsKind.OutputGradient or RowsKind.Scratch;
        return (PairValues)stage.Layer switch
        {
            _ when stage.Operation == RowOperation.RunWeights => "The weights of what went back step by step.",
            PairValues.Annotations => isGradient ? "The encoder." : "The encoder, from a state of zero.",
            PairValues.Keys => "W_k s_j, of every step of the source.",
            PairValues.Context => "The context: the encoder's last state.",
            PairValues.Bridged => "The bridge: tanh(W context + b) is the first state.",
            PairValues.States => "The decoder's first state.",
            PairValues.Inputs when isGradient => "What the decoder read.",
            PairValues.Inputs => plan.Pair.FeedBack ? "What the decoder is given." : "What the decoder reads, each step what the one before should have written.",
            PairValues.Outputs when isGradient => "The decoder, from its last step to its first state.",
            PairValues.Outputs => OfDecoder(plan),
            PairValues.Queries => "q = W h_t; q · s_j is h_t · W s_j.",
            PairValues.Attended => "c_t = Σ α_j s_j",
            PairValues.Joined => "[c_t; h_t]",
            PairValues.Combined => "tanh(W [c_t; h_t])",
            _ => "The head.",
        };
    }

    private static string OfDecoder(PairPlan plan) => (plan.IsAdditive, plan.Pair.FeedBack) switch
    {
        (true, true) => "The decoder. Before each step its state looks at the source and says what was written.",
        (true, false) => "The decoder. Before each step its state looks at the source.",
        (false, true) => "The decoder. Before each step its state says what was written.",
        _ => "The decoder.",
    };
}

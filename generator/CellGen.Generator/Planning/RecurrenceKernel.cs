namespace CellGen.Generator.Planning;

/// <summary>The forward recurrence of a layer, or of two layers in one loop, for any number of steps.</summary>
/// <param name="Summary">What it computes, for its doc comment.</param>
/// <param name="Tape">Whether it writes on the tape what the backward pass needs.</param>
/// <param name="IsPair">Whether it runs two layers.</param>
internal sealed record RecurrenceKernel(string Summary, bool Tape, bool IsPair) : Kernel(Summary)
{
    /// <inheritdoc/>
    public override string DeclarationSummary =>
        IsPair ? "Runs steps of two layers: one after the other, where there are no registers for both in one loop." : Summary;

    /// <inheritdoc/>
    public override KernelPlace Place => IsPair ? KernelPlace.SomeWidths : KernelPlace.EachWidth;

    /// <summary>The forward recurrences of a net: where one without a tape may be one with a tape that nobody reads, only these.</summary>
    public static IEnumerable<RecurrenceKernel> Of(NetPlan plan)
    {
        string runs = $"Runs {plan.ChainsText} over its steps";
        if (!plan.MayLeaveTapeUnread)
        {
            yield return new(runs + ".", Tape: false, IsPair: false);
        }

        if (plan.Spec.Network.Training)
        {
            yield return new(runs + ", and writes on the tape what the backward pass needs.", Tape: true, IsPair: false);
        }

        foreach (bool tape in plan.PairedPasses.Where(tape => tape || !plan.PairsUnread))
        {
            yield return new("Runs steps of two layers in one loop.", tape, IsPair: true);
        }
    }
}

namespace CellGen.Generator.Planning;

/// <summary>The forward recurrence of a layer, or of two layers in one loop, for any number of steps.</summary>
/// <param name="Summary">What it computes, for its doc comment.</param>
/// <param name="Tape">Whether it writes on the tape what the backward pass needs.</param>
/// <param name="IsPair">Whether it runs two layers.</param>
/// <param name="IsUnread">Whether it is the kernel with a tape, with one that nobody reads.</param>
internal sealed record RecurrenceKernel(string Summary, bool Tape, bool IsPair, bool IsUnread) : Kernel(Summary)
{
    /// <inheritdoc/>
    public override string DeclarationSummary => (IsUnread, IsPair, Tape) switch
    {
        (true, _, _) => Summary.TrimEnd('.') + ": with a tape of one step, which nobody reads.",
        (_, true, _) => "Runs steps of two layers: one after the other, where there are no registers for both in one loop.",
        (_, _, true) => "The same, and writes on the tape what the backward pass needs.",
        _ => Summary,
    };

    /// <inheritdoc/>
    public override KernelPlace Place => IsUnread ? KernelPlace.Shared : IsPair ? KernelPlace.SomeWidths : KernelPlace.EachWidth;

    /// <summary>The forward recurrences of a net.</summary>
    public static IEnumerable<RecurrenceKernel> Of(NetPlan plan)
    {
        string runs = $"Runs {plan.ChainsText} over its steps";
        yield return new(runs + ".", Tape: false, IsPair: false, plan.MayLeaveTapeUnread);
        if (plan.Spec.Network.Training)
        {
            yield return new(runs + ", and writes on the tape what the backward pass needs.", Tape: true, IsPair: false, IsUnread: false);
        }

        foreach (bool tape in plan.PairedPasses)
        {
            bool unread = !tape && plan.PairsUnread;
            yield return new(unread ? "Runs steps of two layers." : "Runs steps of two layers in one loop.", tape, IsPair: true, unread);
        }
    }
}

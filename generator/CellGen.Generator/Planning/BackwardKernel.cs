namespace CellGen.Generator.Planning;

/// <summary>The backward recurrence of a layer.</summary>
/// <param name="Summary">What it computes, for its doc comment.</param>
internal sealed record BackwardKernel(string Summary) : Kernel(Summary)
{
    public static BackwardKernel Of(NetPlan plan) => new($"Runs {plan.ChainsText} backwards over its steps.");
}

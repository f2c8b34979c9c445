namespace CellGen.Generator.Planning;

/// <summary>A kernel of a net: a method of the class that each width has.</summary>
/// <param name="Summary">What it computes, for its doc comment.</param>
internal abstract record Kernel(string Summary)
{
    /// <summary>What the doc comment of its declaration says, where that is not the same.</summary>
    public virtual string DeclarationSummary => Summary;

    /// <summary>Who writes it.</summary>
    public virtual KernelPlace Place => KernelPlace.EachWidth;
}

namespace CellGen.Generator.Networks;

/// <summary>An operation with what it reads and writes.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Layer">The layer that it is a part of.</param>
/// <param name="Source">What it reads.</param>
/// <param name="Target">What it writes: the same where it works in place; null where there is no gradient to write, since tokens and frozen tables have none.</param>
internal sealed record Stage(RowOperation Operation, int Layer, Columns Source, Columns? Target)
{
    /// <summary>Of a gradient: what the forward operation read, or in place wrote. Its rows are those of the gradient that is written.</summary>
    public Columns? Of { get; init; }

    /// <summary>Whether what it writes is of use only where the gradient of the net's input is wanted.</summary>
    public bool IfWanted { get; init; }

    /// <summary>What all steps read beside what is theirs: of attention the keys, where it has some, and the rows of the source. Their gradients are added to.</summary>
    public IReadOnlyList<Columns> Shared { get; init; } = [];

    /// <summary>What is done before each of its steps, by the state before it; of a gradient, after each, for the gradient of that state.</summary>
    public IReadOnlyList<Stage> Before { get; init; } = [];

    /// <summary>Whether it works in place.</summary>
    public bool IsInPlace => Source == Target;

    /// <summary>Whether there is one row a sequence in all that it reads and writes.</summary>
    public bool OneRow => Operation.OnceASequence || new[] { Source, Target, Of }.All(columns => columns is null or { Rows.OneRow: true });

    /// <summary>Whether it does not matter which of two operations of the forward pass comes first.</summary>
    public bool IsIndependentOf(Stage other) =>
        Target!.Overlap(other.Target!) == 0 && Target.Overlap(other.Source) == 0 && Source.Overlap(other.Target!) == 0;
}

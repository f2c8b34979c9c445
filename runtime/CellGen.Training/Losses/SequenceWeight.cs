namespace CellGen;

/// <summary>What a sequence counts in the mean over a batch: a user's own.</summary>
/// <param name="sequence">Has the true values or labels.</param>
public delegate double SequenceWeight(Sequence sequence);

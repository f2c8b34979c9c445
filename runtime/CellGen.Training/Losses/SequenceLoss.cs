namespace CellGen;

/// <summary>The loss of a sequence, and its gradient: a user's own.</summary>
/// <param name="sequence">Has the true values or labels.</param>
/// <param name="output">[rows x OutputSize], what the net gives.</param>
/// <param name="gradient">Takes the derivative by each output; empty where it is not wanted.</param>
public delegate float SequenceLoss(Sequence sequence, ReadOnlySpan<float> output, Span<float> gradient);

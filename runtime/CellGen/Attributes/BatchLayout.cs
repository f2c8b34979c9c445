namespace CellGen;

/// <summary>The order of the rows of a batch of B sequences of at most T steps (torch: batch_first).</summary>
public enum BatchLayout
{
    /// <summary>[B, T, size]: sequence after sequence (torch: batch_first=True).</summary>
    BatchFirst,

    /// <summary>[T, B, size]: step after step (torch: batch_first=False).</summary>
    TimeFirst,
}

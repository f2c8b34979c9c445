namespace CellGen.Compare.Problems;

/// <summary>What one call of a row does.</summary>
public enum RowMode
{
    /// <summary>Forward over a whole sequence, or a batch of them, from zero states.</summary>
    Sequence,

    /// <summary>A call for each step, the state kept between them, with a dense head of one output.</summary>
    Streaming,

    /// <summary>Forward, then backward: the gradients of all weights and of the input.</summary>
    Training,

    /// <summary>From a source to tokens, the likeliest at each step.</summary>
    Decoding,
}

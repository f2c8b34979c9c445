namespace CellGen.Compare.Problems;

/// <summary>What one call of a row does.</summary>
public enum RowMode
{
    /// <summary>Forward over a whole sequence, or a batch of them, from zero states.</summary>
    Sequence,

    /// <summary>A call for each step, the state kept between them, with a dense head of one output.</summary>
    Streaming,

    /// <summary>A call for each step of many states that share the weights, kept between them.</summary>
    Agents,

    /// <summary>Forward, then backward: the gradients of all weights and of the input.</summary>
    Training,

    /// <summary>A step of training on tokens: forward, the loss of the next token, backward, clipping, Adam.</summary>
    Learning,

    /// <summary>From a source to tokens, the likeliest at each step.</summary>
    Decoding,
}

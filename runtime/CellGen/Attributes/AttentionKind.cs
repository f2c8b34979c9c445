namespace CellGen;

/// <summary>How a decoder looks at the states of an encoder: e is the score of a source step j at a target step t, its softmax over the source the weight.</summary>
public enum AttentionKind
{
    /// <summary>It does not: what it knows of the source is its initial state, and the context where that is an input.</summary>
    None,

    /// <summary>e = h_t · s_j (Luong, Pham and Manning 2015, "dot"); the decoder's Hidden is the size of the encoder's outputs.</summary>
    Dot,

    /// <summary>e = h_t · W s_j, with W of <c>attention.query.weight</c> (Luong, Pham and Manning 2015, "general").</summary>
    General,

    /// <summary>
    /// e = v · tanh(W_q h_(t−1) + W_k s_j), with v, W_q and W_k of <c>attention.score.weight</c>, <c>attention.query.weight</c> and
    /// <c>attention.key.weight</c> (Bahdanau, Cho and Bengio 2015).
    /// </summary>
    Additive,
}

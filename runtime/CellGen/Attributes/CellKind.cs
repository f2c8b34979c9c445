namespace CellGen;

/// <summary>The recurrent cell that a <see cref="RecurrentCellAttribute"/> asks for.</summary>
public enum CellKind
{
    /// <summary>
    /// Elman RNN, as torch.nn.RNN: h' = f(W x + b_ih + U h + b_hh), where f is
    /// <see cref="RecurrentCellAttribute.Nonlinearity"/>.
    /// </summary>
    Rnn,

    /// <summary>
    /// Gated recurrent unit (Cho et al., 2014) with the reset gate after the product, as torch.nn.GRU:
    /// n = tanh(W_n x + b_in + r ⊙ (U_n h + b_hn)), h' = (1 − z) ⊙ n + z ⊙ h.
    /// </summary>
    Gru,

    /// <summary>
    /// Long short-term memory (Hochreiter and Schmidhuber, 1997; forget gate: Gers et al., 2000), as torch.nn.LSTM:
    /// c' = f ⊙ c + i ⊙ g, h' = o ⊙ tanh(c').
    /// </summary>
    Lstm,
}

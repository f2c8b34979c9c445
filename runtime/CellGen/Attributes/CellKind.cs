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
    /// n = tanh(W_n x + b_in + r ⊙ (U_n h + b_hn)), h' = (1 − z) ⊙ n + z ⊙ h; or before it, see
    /// <see cref="RecurrentCellAttribute.ResetAfter"/>. <see cref="RecurrentCellAttribute.Nonlinearity"/> is a function in the
    /// place of tanh, <see cref="RecurrentCellAttribute.GateNonlinearity"/> one in the place of σ.
    /// </summary>
    Gru,

    /// <summary>
    /// Long short-term memory (Hochreiter and Schmidhuber, 1997; forget gate: Gers et al., 2000), as torch.nn.LSTM:
    /// c' = f ⊙ c + i ⊙ g, h' = o ⊙ tanh(c'), with g = tanh(W_g x + b_ig + U_g h + b_hg) and σ for i, f and o; or other
    /// functions, see <see cref="RecurrentCellAttribute.Nonlinearity"/> (of g), <see cref="RecurrentCellAttribute.GateNonlinearity"/>
    /// and <see cref="RecurrentCellAttribute.OutputNonlinearity"/> (of c').
    /// </summary>
    Lstm,

    /// <summary>
    /// minGRU (Feng et al., 2024, "Were RNNs all we needed?"): the gates read the input alone.
    /// z = σ(W_z x + b_iz), n = W_n x + b_in, h' = (1 − z) ⊙ h + z ⊙ n. The gates' rows are z, n; there is no weight_hh.
    /// </summary>
    MinGru,

    /// <summary>
    /// minLSTM (Feng et al., 2024): f = σ(W_f x + b_if), i = σ(W_i x + b_ii), g = W_g x + b_ig,
    /// h' = (f ⊙ h + i ⊙ g) / (f + i). The gates' rows are f, i, g; there is no weight_hh.
    /// </summary>
    MinLstm,

    /// <summary>
    /// IndRNN (Li et al., 2018): each unit remembers itself alone, h' = f(W x + b_ih + u ⊙ h), where f is
    /// <see cref="RecurrentCellAttribute.Nonlinearity"/>. weight_hh is the vector u; there is no bias_hh.
    /// </summary>
    IndRnn,

    /// <summary>
    /// The concatenating cell of torch's character tutorials: h' = i2h([x; h]), linear, with the tensors i2h.weight
    /// [Hidden × (Input + Hidden)] and i2h.bias. One layer, one direction. A <see cref="DenseHeadAttribute"/> over
    /// <see cref="HeadInput.InputAndPreviousState"/> is its i2o.
    /// </summary>
    Concatenating,
}

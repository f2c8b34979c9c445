namespace CellGen.Generator.Networks;

/// <summary>
/// What goes from part to part of an encoder and decoder: the numbers of its rows (<see cref="Rows.Layer"/>), and of what gives them
/// (<see cref="Stage.Layer"/>). Those below zero have no gradient.
/// </summary>
internal enum PairValues
{
    /// <summary>The source: tokens, or rows that the user gives.</summary>
    Source = -2,

    /// <summary>The target: tokens, or rows that the user gives.</summary>
    Target = -1,

    /// <summary>The states of the encoder's last cell.</summary>
    EncoderStates,

    /// <summary>s_j, what the encoder gives at each step of the source.</summary>
    Annotations,

    /// <summary>The context: the last state of the encoder's last layer, or what is given instead.</summary>
    Context,

    /// <summary>The states of the decoder.</summary>
    States,

    /// <summary>What the decoder's cell reads: y_(t−1), and where it joins one a context.</summary>
    Inputs,

    /// <summary>h_t, what the decoder's cell gives.</summary>
    Outputs,

    /// <summary>What the bridge makes of the context.</summary>
    Bridged,

    /// <summary>α, which attention keeps.</summary>
    Weights,

    /// <summary>c_t, what attention finds.</summary>
    Attended,

    /// <summary>What the source is asked for.</summary>
    Queries,

    /// <summary>W_k s_j of additive attention.</summary>
    Keys,

    /// <summary>h_(t−1), from which additive attention asks.</summary>
    Previous,

    /// <summary>What the head gives, where the decoder reads it.</summary>
    Fed,

    /// <summary>What it gave at the step before.</summary>
    FedRow,

    /// <summary>A gradient of the state before a step that is to be added to it.</summary>
    FedState,

    /// <summary>[c_t; h_t]</summary>
    Joined,

    /// <summary>tanh(W_c [c_t; h_t])</summary>
    Combined,

    /// <summary>The state before a step, of the lowest layer.</summary>
    Hidden,

    /// <summary>The output.</summary>
    Output,
}

namespace CellGen;

/// <summary>What a <see cref="DenseHeadAttribute"/> reads.</summary>
public enum HeadInput
{
    /// <summary>The last layer's output at each step: one head output per step, [T × Output].</summary>
    EveryStep,

    /// <summary>
    /// The last layer's final state, of both directions where there are two: one head output per sequence, [Output].
    /// </summary>
    LastState,

    /// <summary>The mean of the last layer's outputs over all steps: one head output per sequence, [Output].</summary>
    MeanState,

    /// <summary>
    /// The input of the step and the last layer's state before it, [x_t; h_(t−1)], at each step, as the i2o of torch's
    /// character tutorials: one head output per step, [T × Output]. Not for a bidirectional net, nor for tokens.
    /// </summary>
    InputAndPreviousState,
}

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
}

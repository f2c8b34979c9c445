namespace CellGen;

/// <summary>Where a sequence begins that is given no state.</summary>
public enum InitialState
{
    /// <summary>With a state of zeros, as torch.</summary>
    Zero,

    /// <summary>
    /// With parameters of the net: the tensors h0_l0 [Hidden], and c0_l0 where the cell has a cell state, of each layer and
    /// direction. They begin as zeros, are trained with all others and lie in the weight file.
    /// </summary>
    Trained,
}

namespace CellGen;

/// <summary>How the outputs of the two directions of a layer become one row (Keras: merge_mode).</summary>
public enum DirectionMerge
{
    /// <summary>Side by side, [forward, backward], as torch has them: twice as many outputs as units.</summary>
    Concatenate,

    /// <summary>Added: as many outputs as units.</summary>
    Sum,
}

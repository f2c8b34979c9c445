using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>Along what a part of an encoder and decoder has rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum SequenceAxis
{
    /// <summary>One row for a sequence.</summary>
    Once,

    /// <summary>A row for each step of the source.</summary>
    Source,

    /// <summary>A row for each step of the target.</summary>
    Target,
}

namespace CellGen.Generated;

/// <summary>Where a part of a workspace or a tape lies.</summary>
/// <param name="start">Its first float.</param>
/// <param name="stride">From one piece to the next.</param>
/// <param name="wrap">What takes the number of a piece to those that there are: pieces take turns where they are a power of two.</param>
/// <param name="kept">All bits where a tape has one for each sequence, otherwise none.</param>
/// <param name="each">All bits where each of the sequences that run abreast has one, otherwise none.</param>
internal readonly struct MemoryPlace(nint start, nint stride, int wrap, nint kept, nint each)
{
    /// <summary>Its first float.</summary>
    public readonly nint Start = start;

    /// <summary>From one piece to the next.</summary>
    public readonly nint Stride = stride;

    /// <summary>What takes the number of a piece to those that there are.</summary>
    public readonly int Wrap = wrap;

    /// <summary>All bits where a tape has one for each sequence, otherwise none.</summary>
    public readonly nint Kept = kept;

    /// <summary>All bits where each of the sequences that run abreast has one, otherwise none.</summary>
    public readonly nint Each = each;
}

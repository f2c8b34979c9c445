namespace CellGen.Generated;

/// <summary>Where a part of a workspace or a tape lies.</summary>
/// <param name="Start">Its first float.</param>
/// <param name="Stride">From one piece to the next.</param>
/// <param name="Wrap">What takes the number of a piece to those that there are: pieces take turns where they are a power of two.</param>
/// <param name="Kept">All bits where a tape has one for each sequence, otherwise none.</param>
internal readonly record struct MemoryPlace(nint Start, nint Stride, int Wrap, nint Kept);

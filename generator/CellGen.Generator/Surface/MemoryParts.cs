namespace CellGen.Generator.Surface;

/// <summary>The parts of one allocation of a Workspace or a Tape.</summary>
internal sealed class MemoryParts
{
    private readonly List<MemoryPart> _items = [];

    /// <summary>The parts that a tape has once for every sequence of a batch; they come first.</summary>
    public IEnumerable<MemoryPart> Recorded => _items.Where(part => part.Recorded);

    /// <summary>All others.</summary>
    public IEnumerable<MemoryPart> Scratch => _items.Where(part => !part.Recorded);

    /// <param name="name">The part's name.</param>
    /// <param name="length">The C# of its length, in terms of maxSteps of type long and of constants.</param>
    /// <param name="summary">The doc comment of its accessor; null where it needs an index.</param>
    /// <param name="recorded">Whether there is one for every sequence of a batch.</param>
    public void Add(string name, string length, string? summary, bool recorded = false) =>
        _items.Add(new MemoryPart(name, length, summary, recorded));
}

/// <summary>A part of an allocation; begins at a multiple of 64 bytes.</summary>
internal sealed record MemoryPart(string Name, string Length, string? Summary, bool Recorded)
{
    public string Field => "_" + char.ToLowerInvariant(Name[0]) + Name.Substring(1);
}

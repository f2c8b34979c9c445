using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>The parts of a net's workspaces, or of its tapes, and how long they are for so many steps and sequences.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MemoryShape
{
    private const int Parts = (int)MemoryPart.HeadGradient + 1;

    private readonly List<Part> _kept = [];
    private readonly List<Part> _scratch = [];
    private readonly List<Part> _group = [];
    private readonly List<Part> _each = [];
    private readonly int _groupFrom;
    private readonly int _groupLanes;
    private readonly int _abreast;

    /// <summary>Begins the shape of a tape or a workspace.</summary>
    /// <param name="states">The number of states of a cell.</param>
    /// <param name="isTape">Whether it keeps what Backward needs.</param>
    /// <param name="groupFrom">The number of sequences of a batch from which on some run side by side; never, where there are no lanes.</param>
    /// <param name="groupLanes">The most that do.</param>
    /// <param name="abreast">The most sequences of a batch that run abreast.</param>
    public MemoryShape(int states, bool isTape = false, int groupFrom = 0, int groupLanes = 0, int abreast = 1)
    {
        States = states;
        IsTape = isTape;
        _groupFrom = groupFrom;
        _groupLanes = groupLanes;
        _abreast = abreast;
    }

    /// <summary>Whether it is that of a tape.</summary>
    internal bool IsTape { get; }

    /// <summary>The number of states of a cell.</summary>
    internal int States { get; }

    /// <summary>Adds a part that a tape keeps of every sequence.</summary>
    /// <param name="part">The part.</param>
    /// <param name="floats">The floats of each piece, beside those for each step.</param>
    /// <param name="perStep">The floats of each piece for each step.</param>
    /// <param name="count">The number of pieces, each of which begins with a cache line.</param>
    public MemoryShape Keep(MemoryPart part, long floats = 0, long perStep = 0, int count = 1) => Add(_kept, part, floats, perStep, count);

    /// <summary>Adds a part that all sequences share.</summary>
    /// <inheritdoc cref="Keep"/>
    public MemoryShape Add(MemoryPart part, long floats = 0, long perStep = 0, int count = 1) => Add(_scratch, part, floats, perStep, count);

    /// <summary>Adds a part that each of the sequences has that run abreast; in a workspace where there are several.</summary>
    /// <inheritdoc cref="Keep"/>
    public MemoryShape Each(MemoryPart part, long floats = 0, long perStep = 0, int count = 1) => Add(_each, part, floats, perStep, count);

    /// <summary>Adds a part for sequences that run side by side; its floats are rows of as many lanes.</summary>
    /// <inheritdoc cref="Keep"/>
    public MemoryShape Group(MemoryPart part, long floats = 0, long perStep = 0, int count = 1) =>
        Add(_group, part, floats * _groupLanes, perStep * _groupLanes, count);

    /// <summary>The number of floats for so many steps and sequences.</summary>
    /// <param name="maxSteps">The longest sequence.</param>
    /// <param name="batchSize">The number of sequences of a batch.</param>
    public long LengthOf(int maxSteps, int batchSize) => Place(maxSteps, batchSize, new MemoryPlace[Parts], out _, out _);

    /// <summary>The place of each part; of those that there are not, none.</summary>
    /// <param name="maxSteps">The longest sequence.</param>
    /// <param name="batchSize">The number of sequences of a batch.</param>
    /// <param name="record">The distance from what a tape keeps of one sequence to the next.</param>
    /// <param name="pitch">The distance from what one of the sequences that run abreast has to the next.</param>
    internal MemoryPlace[] Place(int maxSteps, int batchSize, out nint record, out nint pitch)
    {
        var places = new MemoryPlace[Parts];
        Place(maxSteps, batchSize, places, out record, out pitch);
        return places;
    }

    /// <summary>The most sequences of a batch of that size that run abreast.</summary>
    internal int Abreast(int batchSize) => Math.Min(batchSize, _abreast);

    /// <summary>Whether sequences of a batch of that size run side by side.</summary>
    internal bool HoldsGroup(int batchSize) => _groupLanes > 0 && batchSize >= _groupFrom;

    private long Place(long maxSteps, int batchSize, MemoryPlace[] places, out nint record, out nint pitch)
    {
        MemoryLayout layout = default;
        PlaceAll(_kept, ref layout, kept: -1);
        record = layout.Repeat(IsTape ? batchSize : 1);
        long first = layout.Length;
        if (IsTape || batchSize > 1)
        {
            PlaceAll(_each, ref layout, each: -1);
        }

        pitch = (nint)(layout.Length - first);
        layout.Add((Abreast(batchSize) - 1L) * pitch);
        PlaceAll(_scratch, ref layout);
        if (HoldsGroup(batchSize))
        {
            PlaceAll(_group, ref layout);
        }

        return layout.Length;

        void PlaceAll(List<Part> parts, ref MemoryLayout layout, nint kept = 0, nint each = 0)
        {
            foreach (var part in parts)
            {
                long stride = MemoryLayout.Pad(part.Floats + (part.PerStep * maxSteps));
                int wrap = (part.Count & (part.Count - 1)) == 0 ? part.Count - 1 : -1;
                places[(int)part.Name] = new MemoryPlace(layout.Add(part.Count * stride), (nint)stride, wrap, kept, each);
            }
        }
    }

    private MemoryShape Add(List<Part> parts, MemoryPart part, long floats, long perStep, int count)
    {
        parts.Add(new Part(part, floats, perStep, count));
        return this;
    }

    /// <remarks>A class, though small: of a list of structs the JIT compiles each method in every process, before the first net is there.</remarks>
    private sealed class Part(MemoryPart name, long floats, long perStep, int count)
    {
        public readonly MemoryPart Name = name;
        public readonly long Floats = floats;
        public readonly long PerStep = perStep;
        public readonly int Count = count;
    }
}

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
    private readonly int _groupFrom;
    private readonly int _groupLanes;

    /// <summary>Begins the shape of a tape or a workspace.</summary>
    /// <param name="states">The number of states of a cell.</param>
    /// <param name="isTape">Whether it keeps what Backward needs.</param>
    /// <param name="groupFrom">The number of sequences of a batch from which on some run side by side; never, where there are no lanes.</param>
    /// <param name="groupLanes">The most that do.</param>
    public MemoryShape(int states, bool isTape = false, int groupFrom = 0, int groupLanes = 0)
    {
        States = states;
        IsTape = isTape;
        _groupFrom = groupFrom;
        _groupLanes = groupLanes;
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

    /// <summary>Adds a part for sequences that run side by side; its floats are rows of as many lanes.</summary>
    /// <inheritdoc cref="Keep"/>
    public MemoryShape Group(MemoryPart part, long floats = 0, long perStep = 0, int count = 1) =>
        Add(_group, part, floats * _groupLanes, perStep * _groupLanes, count);

    /// <summary>The number of floats for so many steps and sequences.</summary>
    /// <param name="maxSteps">The longest sequence.</param>
    /// <param name="batchSize">The number of sequences of a batch.</param>
    public long LengthOf(int maxSteps, int batchSize) => Place(maxSteps, batchSize, new MemoryPlace[Parts], out _);

    /// <summary>The place of each part; of those that there are not, none.</summary>
    /// <param name="maxSteps">The longest sequence.</param>
    /// <param name="batchSize">The number of sequences of a batch.</param>
    /// <param name="record">The distance from what a tape keeps of one sequence to the next.</param>
    internal MemoryPlace[] Place(int maxSteps, int batchSize, out nint record)
    {
        var places = new MemoryPlace[Parts];
        Place(maxSteps, batchSize, places, out record);
        return places;
    }

    /// <summary>Whether sequences of a batch of that size run side by side.</summary>
    internal bool HoldsGroup(int batchSize) => _groupLanes > 0 && batchSize >= _groupFrom;

    private long Place(long maxSteps, int batchSize, MemoryPlace[] places, out nint record)
    {
        MemoryLayout layout = default;
        PlaceAll(_kept, kept: true, ref layout);
        record = layout.Repeat(IsTape ? batchSize : 1);
        PlaceAll(_scratch, kept: false, ref layout);
        if (HoldsGroup(batchSize))
        {
            PlaceAll(_group, kept: false, ref layout);
        }

        return layout.Length;

        void PlaceAll(List<Part> parts, bool kept, ref MemoryLayout layout)
        {
            foreach (var part in parts)
            {
                long stride = MemoryLayout.Pad(part.Floats + (part.PerStep * maxSteps));
                int wrap = (part.Count & (part.Count - 1)) == 0 ? part.Count - 1 : -1;
                places[(int)part.Name] = new MemoryPlace(layout.Add(part.Count * stride), (nint)stride, wrap, kept ? -1 : 0);
            }
        }
    }

    private MemoryShape Add(List<Part> parts, MemoryPart part, long floats, long perStep, int count)
    {
        parts.Add(new Part(part, floats, perStep, count));
        return this;
    }

    private readonly struct Part(MemoryPart name, long floats, long perStep, int count)
    {
        public readonly MemoryPart Name = name;
        public readonly long Floats = floats;
        public readonly long PerStep = perStep;
        public readonly int Count = count;
    }
}

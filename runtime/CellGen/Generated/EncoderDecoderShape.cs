using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>What the memory of an encoder and decoder holds: that of each part, and the rows between them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EncoderDecoderShape
{
    /// <summary>Describes it.</summary>
    /// <param name="isTape">Whether it is that of a tape, which has a gradient for each row.</param>
    /// <param name="maxSource">The longest source.</param>
    /// <param name="layers">The memory of each part, and along what it runs.</param>
    /// <param name="rows">The number of floats from a row of what goes from part to part to the next, and along what there are rows.</param>
    /// <param name="encoder">The memory of an encoder of several layers; null where it is among the layers, or where there is none.</param>
    public EncoderDecoderShape(bool isTape, int maxSource, (MemoryShape Shape, SequenceAxis Axis)[] layers, (int Step, SequenceAxis Axis)[] rows, NetworkShape? encoder = null)
    {
        Encoder = encoder;
        IsTape = isTape;
        MaxSource = maxSource;
        Layers = layers;
        Rows = rows;
    }

    internal bool IsTape { get; }

    internal NetworkShape? Encoder { get; }

    internal int MaxSource { get; }

    internal (MemoryShape Shape, SequenceAxis Axis)[] Layers { get; }

    internal (int Step, SequenceAxis Axis)[] Rows { get; }

    /// <summary>The most rows of a sequence.</summary>
    internal int CountOf(SequenceAxis axis, int maxSteps) => axis switch
    {
        SequenceAxis.Once => 1,
        SequenceAxis.Source => MaxSource,
        _ => maxSteps,
    };

    /// <summary>The number of floats for so many steps of the target and sequences.</summary>
    internal long LengthOf(int maxSteps, int batchSize)
    {
        MemoryLayout layout = default;
        layout.Add(Encoder?.LengthOf(MaxSource, batchSize) ?? 0);
        foreach (var (shape, axis) in Layers)
        {
            layout.Add(shape.LengthOf(CountOf(axis, maxSteps), batchSize));
        }

        Place(maxSteps, batchSize, new nint[PlaceCount], ref layout);
        return layout.Length;
    }

    /// <summary>The number of places.</summary>
    internal int PlaceCount => (IsTape ? 2 : 1) * Rows.Length;

    /// <summary>Places the rows, their gradients, and a gradient that is to be added to another; returns where the latter two begin.</summary>
    internal (nint Gradients, nint Scratch) Place(int maxSteps, int batchSize, Span<nint> places, ref MemoryLayout layout)
    {
        nint gradients = 0;
        long scratch = 0;
        for (int i = 0; i < places.Length; i++)
        {
            var (step, axis) = Rows[i % Rows.Length];
            long length = (long)step * CountOf(axis, maxSteps) * batchSize;
            places[i] = layout.Add(length);
            gradients = i == Rows.Length ? places[i] : gradients;
            scratch = axis == SequenceAxis.Target || !IsTape ? scratch : Math.Max(scratch, length);
        }

        return (gradients, layout.Add(scratch));
    }
}

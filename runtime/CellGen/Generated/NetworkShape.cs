using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>What the workspaces, or the tapes, of a net of several layers hold: the memory of each layer, and the rows between them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkShape
{
    /// <summary>Describes it.</summary>
    /// <param name="isTape">Whether it is that of a tape.</param>
    /// <param name="layers">The memory of each layer that has some, and how often it runs in a step; 0 where it runs once a sequence.</param>
    /// <param name="rows">The memory of what goes from layer to layer: the number of values in a row, and whether there is one row a sequence.</param>
    /// <param name="values">Which of it has what each layer gives to others.</param>
    /// <param name="gradients">Which has the gradient of that: of a tape.</param>
    /// <param name="state">The number of values of a state where a batch without states needs some; else 0.</param>
    /// <param name="scratch">The number of values in the widest row whose gradient is added to another; 0 where none is.</param>
    public NetworkShape(bool isTape, (MemoryShape Shape, int Times)[] layers, (int Size, bool OneRow)[] rows, int[] values, int[] gradients, int scratch, int state = 0)
    {
        IsTape = isTape;
        Layers = layers;
        Rows = rows;
        Values = values;
        Gradients = gradients;
        Scratch = scratch;
        State = state;
    }

    internal bool IsTape { get; }

    internal (MemoryShape Shape, int Times)[] Layers { get; }

    internal (int Size, bool OneRow)[] Rows { get; }

    internal int[] Values { get; }

    internal int[] Gradients { get; }

    internal int Scratch { get; }

    internal int State { get; }

    /// <summary>The number of floats for so many steps and sequences.</summary>
    internal long LengthOf(int maxSteps, int batchSize)
    {
        MemoryLayout layout = default;
        foreach (var (shape, times) in Layers)
        {
            layout.Add(shape.LengthOf(StepsOf(times, maxSteps), batchSize));
        }

        Place(maxSteps, batchSize, new nint[PlaceCount], ref layout);
        return layout.Length;
    }

    /// <summary>The most steps of a layer.</summary>
    internal static int StepsOf(int times, int maxSteps) => times == 0 ? 1 : (int)Math.Min(int.MaxValue, (long)times * maxSteps);

    /// <summary>The number of places.</summary>
    internal int PlaceCount => Rows.Length + 2;

    /// <summary>Places the rows, then the scratch row and the states.</summary>
    internal void Place(int maxSteps, int batchSize, Span<nint> places, ref MemoryLayout layout)
    {
        long count = (long)maxSteps * batchSize;
        for (int i = 0; i < Rows.Length; i++)
        {
            var (size, oneRow) = Rows[i];
            places[i] = layout.Add(size * (oneRow ? batchSize : count));
        }

        places[^2] = layout.Add(IsTape ? Scratch * count : 0);
        places[^1] = layout.Add((long)State * batchSize);
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>The memory of a workspace or a tape of a net of several layers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkMemory
{
    private readonly NetworkShape _shape;
    private readonly SequenceMemory[] _layers;
    private readonly AlignedBuffer _rows;
    private readonly nint[] _places;
    private readonly int _cell;
    private readonly int[] _ones;
    private readonly int[] _repeated;
    private int _seed;

    /// <summary>Allocates the memory.</summary>
    /// <param name="shape">Its parts.</param>
    /// <param name="maxSteps">The longest sequence that it will be used for.</param>
    /// <param name="batchSize">The number of sequences of a batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is below 1 or more than is possible; the message says how many are.</exception>
    public NetworkMemory(NetworkShape shape, int maxSteps, int batchSize)
    {
        MemoryLayout.Check(maxSteps, batchSize, shape.LengthOf);
        _shape = shape;
        _layers = Array.ConvertAll(shape.Layers, layer => new SequenceMemory(layer.Shape, NetworkShape.StepsOf(layer.Times, maxSteps), batchSize));
        _places = new nint[shape.PlaceCount];
        MemoryLayout layout = default;
        shape.Place(maxSteps, batchSize, _places, ref layout);
        _rows = new AlignedBuffer(layout.Length);
        _cell = Array.FindIndex(shape.Layers, layer => layer.Times == 1);
        _ones = new int[batchSize];
        _ones.AsSpan().Fill(1);
        _repeated = new int[batchSize];
        MaxSteps = maxSteps;
        BatchSize = batchSize;
        if (shape.IsTape)
        {
            DropoutSeed = 0;
        }
    }

    /// <summary>The longest sequence that it can be used for.</summary>
    public int MaxSteps { get; }

    /// <summary>The number of sequences that there is memory for: a workspace takes more of them one group after the other.</summary>
    public int BatchSize { get; }

    /// <summary>The seed of what a tape drops; each layer drops something else.</summary>
    public int DropoutSeed
    {
        get => _seed;
        set
        {
            _seed = value;
            for (int i = 0; i < _layers.Length; i++)
            {
                _layers[i].DropoutSeed = unchecked(value + (i * (int)0x9E3779B9));
            }
        }
    }

    /// <summary>Whether the next forward pass drops anything.</summary>
    public bool Drops
    {
        get => _layers[0].Drops;
        set
        {
            foreach (var layer in _layers)
            {
                layer.Drops = value;
            }
        }
    }

    /// <summary>Whether it keeps what Backward needs.</summary>
    public bool IsTape => _shape.IsTape;

    /// <summary>The memories of all layers.</summary>
    internal SequenceMemory[] Layers => _layers;

    /// <summary>The memory of a layer.</summary>
    public SequenceMemory Layer(int index) => _layers[index];

    /// <summary>The rows of what a layer gives to others.</summary>
    public ref float Rows(int index) => ref _rows.At(_places[_shape.Values[index]]);

    /// <summary>The gradient of these rows.</summary>
    public ref float Gradient(int index) => ref _rows.At(_places[_shape.Gradients[index]]);

    /// <summary>A gradient that is to be added to another.</summary>
    public ref float Scratch => ref _rows.At(_places[^2]);

    /// <summary>The states of a batch that is given none.</summary>
    /// <param name="count">Their number.</param>
    /// <param name="value">What each of them becomes.</param>
    public Span<TState> States<TState>(int count, TState value)
        where TState : struct
    {
        var states = MemoryMarshal.CreateSpan(ref Unsafe.As<float, TState>(ref _rows.At(_places[^1])), count);
        states.Fill(value);
        return states;
    }

    /// <summary>The lengths of sequences of which there is one row each.</summary>
    public ReadOnlySpan<int> Ones(int count) => _ones.AsSpan(0, count);

    /// <summary>The lengths of sequences where each step is several rows; until the next call.</summary>
    public ReadOnlySpan<int> Times(int count, ReadOnlySpan<int> lengths)
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            _repeated[i] = lengths[i] * count;
        }

        return _repeated.AsSpan(0, lengths.Length);
    }

    /// <summary>Begins a forward pass over sequences of these lengths.</summary>
    /// <exception cref="ArgumentException">A tape was made for fewer sequences.</exception>
    public void Begin(ReadOnlySpan<int> lengths, ReadOnlySpan<float> parameters)
    {
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i].Begin(LengthsOf(i, lengths), i == _cell ? parameters : default);
        }
    }

    /// <summary>Begins a backward pass.</summary>
    /// <exception cref="ArgumentException">The last forward pass was over other sequences.</exception>
    /// <exception cref="InvalidOperationException">It had other parameters.</exception>
    public void BeginBackward(ReadOnlySpan<int> lengths, ReadOnlySpan<float> parameters)
    {
        // A cell speaks for all: its steps are those of the sequences.
        _layers[_cell].BeginBackward(lengths, parameters);
        for (int i = 0; i < _layers.Length; i++)
        {
            if (i != _cell)
            {
                _layers[i].BeginBackward(LengthsOf(i, lengths), default);
            }
        }
    }

    /// <summary>Copies out what a tape keeps of a sequence.</summary>
    /// <param name="sequence">The sequence of the batch.</param>
    /// <param name="cells">The number of the memory of each cell, its name and what there is of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last forward pass had no such sequence.</exception>
    public Recording Record(int sequence, params (int Layer, string Name, TapeLayout Layout)[] cells) =>
        new([.. SequenceMemory.Record(_layers, sequence, cells, out _)]);

    /// <summary>The lengths of a layer; where there are too many for a tape, all, so that it says so. A workspace takes no note of them.</summary>
    private ReadOnlySpan<int> LengthsOf(int layer, ReadOnlySpan<int> lengths) => _shape.Layers[layer].Times switch
    {
        _ when lengths.Length > BatchSize => lengths,
        0 => Ones(lengths.Length),
        1 => lengths,
        var times => Times(times, lengths),
    };
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>The memory of an encoder and decoder: of a tape for batches, or of one source that is decoded step by step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EncoderDecoderMemory
{
    private readonly EncoderDecoderShape _shape;
    private readonly SequenceMemory[] _layers;
    private readonly AlignedBuffer _rows;
    private readonly nint[] _places;
    private readonly nint _gradients;
    private readonly nint _scratch;
    private readonly int[] _ones;
    private readonly int[] _tokens;
    private readonly int[] _sourceLengths;
    private readonly int[] _given;

    /// <summary>Allocates the memory.</summary>
    /// <param name="shape">Its parts.</param>
    /// <param name="attention">What looks at the source; null where nothing does.</param>
    /// <param name="maxSteps">The longest target.</param>
    /// <param name="batchSize">The number of sequences of a batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is below 1 or more than is possible; the message says how many are.</exception>
    public EncoderDecoderMemory(EncoderDecoderShape shape, AttentionRows? attention, int maxSteps, int batchSize = 1)
    {
        MemoryLayout.Check(maxSteps, batchSize, shape.LengthOf);
        _shape = shape;
        _layers = Array.ConvertAll(shape.Layers, layer => new SequenceMemory(layer.Shape, shape.CountOf(layer.Axis, maxSteps), batchSize));
        _places = new nint[shape.PlaceCount];
        MemoryLayout layout = default;
        (_gradients, _scratch) = shape.Place(maxSteps, batchSize, _places, ref layout);
        _rows = new AlignedBuffer(layout.Length);
        _ones = new int[batchSize];
        _ones.AsSpan().Fill(1);
        _tokens = new int[(long)maxSteps * batchSize];
        _sourceLengths = new int[batchSize];
        _given = new int[batchSize];
        Encoder = shape.Encoder is null ? null : new NetworkMemory(shape.Encoder, shape.MaxSource, batchSize);
        Attention = attention;
        MaxSteps = maxSteps;
        BatchSize = batchSize;
        if (shape.IsTape)
        {
            DropoutSeed = 0;
        }
    }

    /// <summary>The longest target that it can be used for.</summary>
    public int MaxSteps { get; }

    /// <summary>The most sequences of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>The memory of an encoder of several layers.</summary>
    public NetworkMemory? Encoder { get; }

    /// <summary>What looks at the source.</summary>
    public AttentionRows? Attention { get; }

    /// <summary>The seed of what a tape drops; each part drops something else.</summary>
    public int DropoutSeed
    {
        get => _layers[0].DropoutSeed;
        set
        {
            for (int i = 0; i < _layers.Length; i++)
            {
                _layers[i].DropoutSeed = unchecked(value + (i * (int)0x9E3779B9));
            }

            if (Encoder is not null)
            {
                Encoder.DropoutSeed = unchecked(value + (_layers.Length * (int)0x9E3779B9));
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

            if (Encoder is not null)
            {
                Encoder.Drops = value;
            }
        }
    }

    /// <summary>The length of each source; 0 before there is one.</summary>
    public Span<int> SourceLengths => _sourceLengths;

    /// <summary>How many rows each decoder is given that then reads what it wrote.</summary>
    public Span<int> Given => _given;

    /// <summary>Checks that those of a backward pass are those of the forward pass.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public void CheckGiven(ReadOnlySpan<int> lengths)
    {
        if (!lengths.SequenceEqual(_given.AsSpan(0, lengths.Length)))
        {
            throw new ArgumentException("The last Forward with this tape had other lengths of input.");
        }
    }

    /// <summary>The memory of a part.</summary>
    public SequenceMemory Layer(int index) => _layers[index];

    /// <summary>A row of what goes from part to part.</summary>
    /// <param name="index">Which rows.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="step">The step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Rows(int index, int sequence = 0, int step = 0) => ref _rows.At(_places[index] + Offset(index, sequence, step));

    /// <summary>The gradient of such a row.</summary>
    /// <inheritdoc cref="Rows"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Gradient(int index, int sequence = 0, int step = 0) => ref _rows.At(_places[_shape.Rows.Length + index] + Offset(index, sequence, step));

    /// <summary>A gradient of rows of sources, or of rows of which there is one a sequence, that is to be added to another.</summary>
    public ref float Scratch => ref _rows.At(_scratch);

    /// <summary>A row as values, without padding.</summary>
    public Span<float> Row(int index, int size, int sequence = 0, int step = 0) => MemoryMarshal.CreateSpan(ref Rows(index, sequence, step), size);

    /// <summary>Rows that are states, one for each sequence.</summary>
    public Span<TState> States<TState>(int index, int count)
        where TState : struct => MemoryMarshal.CreateSpan(ref Unsafe.As<float, TState>(ref Rows(index)), count);

    /// <summary>Their gradients.</summary>
    public Span<TState> StateGradients<TState>(int index, int count)
        where TState : struct => MemoryMarshal.CreateSpan(ref Unsafe.As<float, TState>(ref Gradient(index)), count);

    /// <summary>Sets the gradients of all rows to zero.</summary>
    public void ClearGradients() => _rows.Span[(int)_gradients..(int)_scratch].Clear();

    /// <summary>The lengths of sequences of which there is one row each.</summary>
    public ReadOnlySpan<int> Ones(int count) => _ones.AsSpan(0, count);

    /// <summary>The tokens that a decoder reads with teacher forcing: the start, and the target but for its last.</summary>
    public ref int Shift(ReadOnlySpan<int> target, int start, int sequence)
    {
        var tokens = _tokens.AsSpan(sequence * MaxSteps, target.Length);
        tokens[0] = start;
        target[..^1].CopyTo(tokens[1..]);
        return ref tokens[0];
    }

    /// <summary>The tokens of the last <see cref="Shift"/>.</summary>
    public ref int Tokens(int sequence) => ref _tokens[sequence * MaxSteps];

    /// <summary>Begins a forward pass over sources of these lengths, and targets where there are any.</summary>
    public void Begin(ReadOnlySpan<int> sourceLengths, ReadOnlySpan<int> targetLengths, ReadOnlySpan<float> parameters)
    {
        sourceLengths.CopyTo(_sourceLengths);
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i].Begin(LengthsOf(i, sourceLengths, targetLengths), i == 0 ? parameters : default);
        }
    }

    /// <summary>Begins a backward pass.</summary>
    /// <exception cref="ArgumentException">The last forward pass was over other sequences.</exception>
    /// <exception cref="InvalidOperationException">It had other parameters.</exception>
    public void BeginBackward(ReadOnlySpan<int> sourceLengths, ReadOnlySpan<int> targetLengths, ReadOnlySpan<float> parameters)
    {
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i].BeginBackward(LengthsOf(i, sourceLengths, targetLengths), i == 0 ? parameters : default);
        }
    }

    /// <summary>Copies out what a tape keeps of a sequence.</summary>
    /// <param name="sequence">The sequence of the batch.</param>
    /// <param name="weights">The rows of attention; −1 where there is none.</param>
    /// <param name="cells">The number of the memory of each cell (those of the encoder's layers come last), its name and what there is of it; the decoder, whose steps are those of attention, is the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last forward pass had no such sequence.</exception>
    public Recording Record(int sequence, int weights, params (int Layer, string Name, TapeLayout Layout)[] cells)
    {
        var traces = SequenceMemory.Record(Encoder is null ? _layers : [.. _layers, .. Encoder.Layers], sequence, cells, out int steps);
        if (weights >= 0)
        {
            var attention = new Trace("attention", steps, _sourceLengths[sequence]);
            for (int step = 0; step < steps; step++)
            {
                Row(weights, attention.Units, sequence, step).CopyTo(attention[step]);
            }

            traces.Add(attention);
        }

        return new Recording([.. traces]);
    }

    private ReadOnlySpan<int> LengthsOf(int layer, ReadOnlySpan<int> source, ReadOnlySpan<int> target) => _shape.Layers[layer].Axis switch
    {
        SequenceAxis.Source => source,
        SequenceAxis.Target => target,
        _ => Ones(source.Length),
    };

    private nint Offset(int index, int sequence, int step)
    {
        var (floats, axis) = _shape.Rows[index];
        return ((nint)sequence * _shape.CountOf(axis, MaxSteps) * floats) + ((nint)step * floats);
    }
}

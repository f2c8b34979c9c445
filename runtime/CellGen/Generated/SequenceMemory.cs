using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>The memory of a workspace or a tape: one allocation, whose parts its <see cref="MemoryShape"/> names.</summary>
/// <remarks>
/// A part may have pieces: one for each layer and direction, or fewer, which take turns. In a workspace the rows of a
/// state are those of a chunk of steps, and the tape's values one step, which each step writes and nobody reads; so that
/// the same code runs with either.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class SequenceMemory
{
    private readonly AlignedBuffer _floats;
    private readonly MemoryPlace[] _places;
    private readonly TapedSequences? _sequences;
    private readonly nint _record;
    private readonly nint _stateRows;
    private readonly nint _pitch;
    private nint _sequence;
    private nint _place;

    /// <summary>Allocates the memory.</summary>
    /// <param name="shape">Its parts.</param>
    /// <param name="maxSteps">The longest sequence that it will be used for.</param>
    /// <param name="batchSize">The number of sequences of a batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is below 1 or more than is possible; the message says how many are.</exception>
    public SequenceMemory(MemoryShape shape, int maxSteps, int batchSize)
    {
        _floats = new AlignedBuffer(MemoryLayout.Check(maxSteps, batchSize, shape.LengthOf));
        _places = shape.Place(maxSteps, batchSize, out _record, out _pitch);
        _stateRows = _places[(int)MemoryPart.StateRows].Stride / shape.States;
        _sequences = shape.IsTape ? new TapedSequences(batchSize) : null;
        HoldsGroup = shape.HoldsGroup(batchSize);
        Abreast = shape.Abreast(batchSize);
        MaxSteps = maxSteps;
    }

    /// <summary>The longest sequence that it can be used for.</summary>
    public int MaxSteps { get; }

    /// <summary>The most sequences of a batch that a tape can be used for.</summary>
    public int BatchSize => _sequences!.Capacity;

    /// <summary>Whether it keeps what Backward needs.</summary>
    public bool IsTape => _sequences is not null;

    /// <summary>Whether there is memory for sequences side by side.</summary>
    public bool HoldsGroup { get; }

    /// <summary>The most sequences that run abreast.</summary>
    public int Abreast { get; }

    /// <summary>The number of floats from what a tape keeps of one sequence to the next; a workspace keeps it for those that run abreast.</summary>
    public int SequenceStride => (int)(IsTape ? _record : _pitch);

    /// <summary>The number of floats from what one of the sequences that run abreast has to the next.</summary>
    public int PlaceStride => (int)_pitch;

    /// <summary>The seed of what a tape drops.</summary>
    public int DropoutSeed
    {
        get => _sequences!.Seed;
        set => _sequences!.Seed = value;
    }

    /// <summary>Whether the next forward pass drops anything.</summary>
    public bool Drops { get; set; }

    /// <summary>What steps read beside their input, in nets that have such a thing.</summary>
    public StepContext? Context { get; set; }

    /// <summary>The sequence of the batch that is at work; of a workspace the first.</summary>
    public int Current => _sequences?.Current ?? 0;

    /// <summary>Begins a forward pass over one sequence.</summary>
    /// <exception cref="ArgumentException">A tape was made for fewer sequences.</exception>
    public void Begin(int steps, ReadOnlySpan<float> parameters)
    {
        if (IsTape)
        {
            BeginOne(steps, parameters);
        }
    }

    /// <summary>Begins a forward pass over sequences of these lengths, and selects the first.</summary>
    /// <exception cref="ArgumentException">A tape was made for fewer sequences.</exception>
    public void Begin(ReadOnlySpan<int> lengths, ReadOnlySpan<float> parameters)
    {
        _sequences?.Begin(lengths, parameters, Drops);
        Select(0);
    }

    /// <summary>Begins a backward pass over one sequence.</summary>
    /// <exception cref="ArgumentException">The last forward pass was over other sequences.</exception>
    /// <exception cref="InvalidOperationException">It had other parameters.</exception>
    public void BeginBackward(int steps, ReadOnlySpan<float> parameters) => BeginBackward(MemoryMarshal.CreateReadOnlySpan(ref steps, 1), parameters);

    /// <summary>Begins a backward pass, and selects the first sequence.</summary>
    /// <exception cref="ArgumentException">The last forward pass was over other sequences.</exception>
    /// <exception cref="InvalidOperationException">It had other parameters.</exception>
    public void BeginBackward(ReadOnlySpan<int> lengths, ReadOnlySpan<float> parameters)
    {
        _sequences!.Check(lengths, parameters);
        Select(0);
    }

    /// <summary>Selects a sequence of the batch.</summary>
    /// <param name="sequence">Its index.</param>
    /// <param name="place">Its place among those that run abreast; one that runs alone takes the first.</param>
    public void Select(int sequence, int place = 0)
    {
        _place = place * _pitch;
        if (_sequences is { } sequences)
        {
            _sequence = sequence * _record;
            sequences.Current = sequence;
        }
    }

    /// <summary>The distance from one step on the tape to the next: in a workspace all steps write over the same one.</summary>
    /// <param name="stride">The floats of a step.</param>
    public int TapeStep(int stride) => IsTape ? stride : 0;

    /// <summary>
    /// The row that is the next chunk's first: on a tape the last of this chunk; in a workspace the first again, to which
    /// the last is copied.
    /// </summary>
    /// <param name="row">The first row of this chunk.</param>
    /// <param name="distance">From there to the last.</param>
    /// <param name="length">The length of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float NextRow(ref float row, int distance, int length)
    {
        ref float last = ref Unsafe.Add(ref row, distance);
        if (IsTape)
        {
            return ref last;
        }

        MemoryMarshal.CreateSpan(ref last, length).CopyTo(MemoryMarshal.CreateSpan(ref row, length));
        return ref row;
    }

    /// <summary>Drops outputs of a layer, or, in the backward pass, their gradients; in a workspace none.</summary>
    /// <param name="rows">The outputs.</param>
    /// <param name="steps">The number of rows.</param>
    /// <param name="size">The length of a row.</param>
    /// <param name="probability">The probability with which one is dropped.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="sameUnits">Whether the same units are dropped in every row.</param>
    public void DropOutputs(ref float rows, int steps, int size, float probability, int layer, bool sameUnits)
    {
        if (_sequences is { Drops: true })
        {
            int length = steps * size;
            Dropout.ScaleRows(MemoryMarshal.CreateSpan(ref rows, length), sameUnits ? size : Math.Max(1, length), probability, _sequences.Key(2 * layer));
        }
    }

    /// <summary>Draws which units of h are dropped throughout the sequence: 0 for those, 1/(1 − p) for the others.</summary>
    /// <param name="index">The number of the layer and direction.</param>
    /// <param name="length">The length of a row.</param>
    /// <param name="probability">The probability p.</param>
    public ref float DrawMask(int index, int length, float probability)
    {
        var mask = MemoryMarshal.CreateSpan(ref At(MemoryPart.Masks, index), length);
        if (_sequences!.Drops)
        {
            Dropout.Mask(mask, probability, _sequences.Key((2 * index) + 1));
        }
        else
        {
            mask.Fill(1f);
        }

        return ref MemoryMarshal.GetReference(mask);
    }

    /// <summary>Copies out what a tape keeps of a sequence.</summary>
    /// <param name="sequence">The sequence of the batch.</param>
    /// <param name="layout">What there is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last forward pass had no such sequence.</exception>
    public Recording Record(int sequence, TapeLayout layout) => new([.. Record([this], sequence, [(0, "", layout)], out _)]);

    /// <summary>What the tapes of some cells keep of a sequence; the steps are those of the last.</summary>
    internal static List<Trace> Record(SequenceMemory[] memories, int sequence, (int Memory, string Name, TapeLayout Layout)[] cells, out int steps)
    {
        var traces = new List<Trace>();
        steps = 0;
        foreach (var (number, name, layout) in cells)
        {
            var memory = memories[number];
            steps = memory._sequences!.StepsOf(sequence);
            int current = memory.Current;
            memory.Select(sequence);
            layout.Read(memory, steps, name, traces);
            memory.Select(current);
        }

        return traces;
    }

    private void BeginOne(int steps, ReadOnlySpan<float> parameters) => Begin(MemoryMarshal.CreateReadOnlySpan(ref steps, 1), parameters);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref float At(MemoryPart part)
    {
        ref var place = ref _places[(int)part];
        return ref _floats.At(place.Start + (place.Kept & _sequence) + (place.Each & _place));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref float At(MemoryPart part, int index)
    {
        ref var place = ref _places[(int)part];
        return ref _floats.At(place.Start + (place.Kept & _sequence) + (place.Each & _place) + ((index & place.Wrap) * place.Stride));
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>
/// What a convolution reads, row by row: for each output the inputs of its window side by side, the first of them first. Over
/// time the inputs before a sequence, its history, are a part of its state; z = [history; x].
/// </summary>
/// <param name="inputs">The number of inputs of a step, or of a position of a frame.</param>
/// <param name="kernel">The number of steps or positions of a window.</param>
/// <param name="dilation">The distance from one of them to the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Windows(int inputs, int kernel, int dilation)
{
    /// <summary>The number of steps of the history.</summary>
    private int Past => (kernel - 1) * dilation;

    /// <summary>The windows of all steps of sequences; each history becomes that after the last step.</summary>
    /// <param name="batch">Where the inputs, and the windows, of the sequences are.</param>
    /// <param name="source">The first input.</param>
    /// <param name="destination">Takes the first window.</param>
    /// <param name="lengths">The number of steps of each sequence.</param>
    /// <param name="states">The states of the net, or none, where the history is zero.</param>
    /// <param name="start">Where the history begins in a state, in floats.</param>
    public void Unfold<TState>(in Batch batch, ref float source, ref float destination, ReadOnlySpan<int> lengths, Span<TState> states, int start)
        where TState : struct
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            ref float history = ref states.IsEmpty ? ref Unsafe.NullRef<float>() : ref LayerStates.Of<TState, float>(ref states[sequence], start);
            Unfold(
                ref history, ref Unsafe.Add(ref source, batch.InputOffset(sequence)), batch.InputStep,
                ref Unsafe.Add(ref destination, batch.OutputOffset(sequence)), batch.OutputStep, lengths[sequence]);
        }
    }

    /// <summary>The windows of one step of agents; each history moves on by it.</summary>
    /// <param name="source">The first agent's input.</param>
    /// <param name="sourceStep">From one agent's input to the next.</param>
    /// <param name="destination">Takes the first window.</param>
    /// <param name="destinationStep">From one agent's window to the next.</param>
    /// <param name="states">The states of the agents.</param>
    /// <param name="start">Where the history begins in a state, in floats.</param>
    public void Step<TState>(ref float source, int sourceStep, ref float destination, int destinationStep, Span<TState> states, int start)
        where TState : struct
    {
        for (int agent = 0; agent < states.Length; agent++)
        {
            Unfold(
                ref LayerStates.Of<TState, float>(ref states[agent], start), ref Unsafe.Add(ref source, agent * sourceStep), 0,
                ref Unsafe.Add(ref destination, agent * destinationStep), 0, 1);
        }
    }

    /// <summary>The gradient of the inputs and of the histories, from that of the windows.</summary>
    /// <param name="batch">Where the inputs, whose gradient is written, and the windows of the sequences are.</param>
    /// <param name="gradient">The gradient of the first window.</param>
    /// <param name="destination">Takes the gradient of the first input.</param>
    /// <param name="wanted">Whether that of the inputs is wanted.</param>
    /// <param name="lengths">The number of steps of each sequence.</param>
    /// <param name="states">In: the gradient of the states after the last step, or none; out: of those before the first.</param>
    /// <param name="start">Where the history begins in a state, in floats.</param>
    public void UnfoldGradient<TState>(
        in Batch batch, ref float gradient, ref float destination, bool wanted, ReadOnlySpan<int> lengths, Span<TState> states, int start)
        where TState : struct
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            int steps = lengths[sequence];
            ref float windows = ref Unsafe.Add(ref gradient, batch.OutputOffset(sequence));
            ref float history = ref states.IsEmpty ? ref Unsafe.NullRef<float>() : ref LayerStates.Of<TState, float>(ref states[sequence], start);

            // From the last row of z to the first: the gradient of a row of the old history is written where one of the new has been read.
            for (int row = Past + steps - 1; row >= (wanted || !states.IsEmpty ? 0 : Past + steps); row--)
            {
                bool isPast = row < Past;
                if (isPast ? states.IsEmpty : !wanted)
                {
                    continue;
                }

                ref float target = ref isPast
                    ? ref Unsafe.Add(ref history, row * inputs)
                    : ref Unsafe.Add(ref destination, batch.InputOffset(sequence) + ((row - Past) * batch.InputStep));
                var sum = MemoryMarshal.CreateSpan(ref target, inputs);
                if (row >= steps && !states.IsEmpty)
                {
                    Row(ref history, row - steps, inputs).CopyTo(sum);
                }
                else
                {
                    sum.Clear();
                }

                for (int tap = 0; tap < kernel; tap++)
                {
                    int step = row - (tap * dilation);
                    if (step >= 0 && step < steps)
                    {
                        Rows.Add(ref Unsafe.Add(ref windows, (step * batch.OutputStep) + (tap * inputs)), 0, ref target, 0, 1, inputs);
                    }
                }
            }
        }
    }

    /// <summary>The windows within the rows of steps.</summary>
    /// <param name="batch">Where the rows, and those of windows, of the sequences are.</param>
    /// <param name="source">The first row, of positions one after the other.</param>
    /// <param name="destination">Takes the first row of windows, one after the other.</param>
    /// <param name="lengths">The number of rows of each sequence.</param>
    /// <param name="frame">The number of positions of a row.</param>
    /// <param name="stride">From one window's first position to the next one's.</param>
    /// <param name="padding">The number of zeros at either end of a row.</param>
    /// <param name="windows">The number of windows of a row.</param>
    public void Frame(in Batch batch, ref float source, ref float destination, ReadOnlySpan<int> lengths, int frame, int stride, int padding, int windows)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            Frame(
                ref Unsafe.Add(ref source, batch.InputOffset(sequence)), batch.InputStep,
                ref Unsafe.Add(ref destination, batch.OutputOffset(sequence)), batch.OutputStep, lengths[sequence], frame, stride, padding, windows);
        }
    }

    /// <summary>The windows within rows.</summary>
    /// <inheritdoc cref="Frame(in Batch, ref float, ref float, ReadOnlySpan{int}, int, int, int, int)"/>
    public void Frame(
        ref float source, int sourceStep, ref float destination, int destinationStep, int count, int frame, int stride, int padding, int windows)
    {
        for (int row = 0; row < count; row++)
        {
            ref float positions = ref Unsafe.Add(ref source, row * sourceStep);
            ref float taps = ref Unsafe.Add(ref destination, row * destinationStep);
            for (int window = 0; window < windows; window++)
            {
                for (int tap = 0; tap < kernel; tap++)
                {
                    int position = (window * stride) - padding + (tap * dilation);
                    var target = Row(ref taps, (window * kernel) + tap, inputs);
                    if ((uint)position < (uint)frame)
                    {
                        Row(ref positions, position, inputs).CopyTo(target);
                    }
                    else
                    {
                        target.Clear();
                    }
                }
            }
        }
    }

    /// <summary>The gradient of the rows, from that of the windows within them.</summary>
    /// <param name="batch">Where the rows, whose gradient is written, and those of windows of the sequences are.</param>
    /// <param name="gradient">The gradient of the first row of windows.</param>
    /// <param name="destination">Takes the gradient of the first row.</param>
    /// <param name="lengths">The number of rows of each sequence.</param>
    /// <param name="frame">The number of positions of a row.</param>
    /// <param name="stride">From one window's first position to the next one's.</param>
    /// <param name="padding">The number of zeros at either end of a row.</param>
    /// <param name="windows">The number of windows of a row.</param>
    public void FrameGradient(
        in Batch batch, ref float gradient, ref float destination, ReadOnlySpan<int> lengths, int frame, int stride, int padding, int windows)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            for (int row = 0; row < lengths[sequence]; row++)
            {
                ref float positions = ref Unsafe.Add(ref destination, batch.InputOffset(sequence) + (row * batch.InputStep));
                ref float taps = ref Unsafe.Add(ref gradient, batch.OutputOffset(sequence) + (row * batch.OutputStep));
                MemoryMarshal.CreateSpan(ref positions, frame * inputs).Clear();
                for (int window = 0; window < windows; window++)
                {
                    for (int tap = 0; tap < kernel; tap++)
                    {
                        int position = (window * stride) - padding + (tap * dilation);
                        if ((uint)position < (uint)frame)
                        {
                            Rows.Add(ref Unsafe.Add(ref taps, ((window * kernel) + tap) * inputs), 0, ref Unsafe.Add(ref positions, position * inputs), 0, 1, inputs);
                        }
                    }
                }
            }
        }
    }

    private void Unfold(ref float history, ref float source, int sourceStep, ref float destination, int destinationStep, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            for (int tap = 0; tap < kernel; tap++)
            {
                CopyRow(ref history, ref source, sourceStep, step + (tap * dilation), ref Unsafe.Add(ref destination, (step * destinationStep) + (tap * inputs)));
            }
        }

        for (int row = 0; row < Past && !Unsafe.IsNullRef(ref history); row++)
        {
            CopyRow(ref history, ref source, sourceStep, steps + row, ref Unsafe.Add(ref history, row * inputs));
        }
    }

    /// <summary>Copies a row of z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CopyRow(ref float history, ref float source, int sourceStep, int row, ref float destination)
    {
        var target = MemoryMarshal.CreateSpan(ref destination, inputs);
        if (row >= Past)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref source, (row - Past) * sourceStep), inputs).CopyTo(target);
        }
        else if (Unsafe.IsNullRef(ref history))
        {
            target.Clear();
        }
        else
        {
            Row(ref history, row, inputs).CopyTo(target);
        }
    }

    private static Span<float> Row(ref float rows, int row, int size) => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref rows, row * size), size);
}

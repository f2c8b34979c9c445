using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>
/// What a net does between its layers, on the rows of all sequences of a batch: the batch says where the rows are that are
/// read ("input") and those that are written ("output"). Rows beyond the end of a sequence are neither read nor written.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Joins
{
    /// <summary>Copies rows.</summary>
    /// <param name="batch">Where the rows are.</param>
    /// <param name="source">The first row to copy.</param>
    /// <param name="destination">Takes it.</param>
    /// <param name="lengths">The number of rows of each sequence.</param>
    /// <param name="size">The number of values in a row; the floats between rows are left alone.</param>
    public static void Copy(in Batch batch, ref float source, ref float destination, ReadOnlySpan<int> lengths, int size)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            Rows.Copy(
                ref Unsafe.Add(ref source, batch.InputOffset(sequence)), batch.InputStep,
                ref Unsafe.Add(ref destination, batch.OutputOffset(sequence)), batch.OutputStep, lengths[sequence], size);
        }
    }

    /// <summary>Adds rows to rows: destination += source.</summary>
    /// <inheritdoc cref="Copy"/>
    public static void Add(in Batch batch, ref float source, ref float destination, ReadOnlySpan<int> lengths, int size)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            Rows.Add(
                ref Unsafe.Add(ref source, batch.InputOffset(sequence)), batch.InputStep,
                ref Unsafe.Add(ref destination, batch.OutputOffset(sequence)), batch.OutputStep, lengths[sequence], size);
        }
    }

    /// <summary>Copies the last row of each sequence.</summary>
    /// <inheritdoc cref="Copy"/>
    public static void Last(in Batch batch, ref float source, ref float destination, ReadOnlySpan<int> lengths, int size)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            Row(ref source, batch.InputOffset(sequence) + ((lengths[sequence] - 1) * batch.InputStep), size)
                .CopyTo(Row(ref destination, batch.OutputOffset(sequence), size));
        }
    }

    /// <summary>The gradient of all rows of each sequence, of which the last was read.</summary>
    /// <param name="batch">Where the rows are: "input" is that of the rows, whose gradient is written.</param>
    /// <param name="gradient">The gradient of the last row of each sequence.</param>
    /// <param name="destination">Takes the gradient of all rows.</param>
    /// <param name="lengths">The number of rows of each sequence.</param>
    /// <param name="size">The number of values in a row.</param>
    public static void LastGradient(in Batch batch, ref float gradient, ref float destination, ReadOnlySpan<int> lengths, int size)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            int last = batch.InputOffset(sequence) + ((lengths[sequence] - 1) * batch.InputStep);
            for (int row = batch.InputOffset(sequence); row < last; row += batch.InputStep)
            {
                Row(ref destination, row, size).Clear();
            }

            Row(ref gradient, batch.OutputOffset(sequence), size).CopyTo(Row(ref destination, last, size));
        }
    }

    /// <summary>The gradient of all rows of each sequence, of which the first was read.</summary>
    /// <inheritdoc cref="LastGradient"/>
    public static void FirstGradient(in Batch batch, ref float gradient, ref float destination, ReadOnlySpan<int> lengths, int size)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            int first = batch.InputOffset(sequence);
            Row(ref gradient, batch.OutputOffset(sequence), size).CopyTo(Row(ref destination, first, size));
            for (int row = 1; row < lengths[sequence]; row++)
            {
                Row(ref destination, first + (row * batch.InputStep), size).Clear();
            }
        }
    }

    /// <summary>Replaces each row by its log-softmax.</summary>
    /// <param name="batch">Where the rows are: its "output".</param>
    /// <param name="rows">The first row.</param>
    /// <param name="lengths">The number of rows of each sequence.</param>
    /// <param name="size">The number of values in a row.</param>
    public static void LogSoftmaxRows(in Batch batch, ref float rows, ReadOnlySpan<int> lengths, int size)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            LogSoftmax.Rows(ref Unsafe.Add(ref rows, batch.OutputOffset(sequence)), batch.OutputStep, lengths[sequence], size);
        }
    }

    /// <summary>The gradient of what was replaced by its log-softmax, in place.</summary>
    /// <param name="batch">Where the rows and their gradients are: its "output".</param>
    /// <param name="rows">The first row of log-softmax.</param>
    /// <param name="gradient">The first row of its gradient.</param>
    /// <param name="lengths">The number of rows of each sequence.</param>
    /// <param name="size">The number of values in a row.</param>
    public static void LogSoftmaxGradient(in Batch batch, ref float rows, ref float gradient, ReadOnlySpan<int> lengths, int size)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            ref float first = ref Unsafe.Add(ref gradient, batch.OutputOffset(sequence));
            LogSoftmax.Gradient(
                ref Unsafe.Add(ref rows, batch.OutputOffset(sequence)), batch.OutputStep,
                ref first, batch.OutputStep, ref first, batch.OutputStep, lengths[sequence], size);
        }
    }

    /// <summary>The mean of the rows of each sequence.</summary>
    /// <inheritdoc cref="Copy"/>
    public static void Mean(in Batch batch, ref float source, ref float destination, ReadOnlySpan<int> lengths, int size)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            Rows.Mean(
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref source, batch.InputOffset(sequence)), lengths[sequence] * size),
                Row(ref destination, batch.OutputOffset(sequence), size));
        }
    }

    /// <summary>The gradient of all rows of each sequence, of which the mean was read; that of the mean is scaled in place.</summary>
    /// <inheritdoc cref="LastGradient"/>
    public static void MeanGradient(in Batch batch, ref float gradient, ref float destination, ReadOnlySpan<int> lengths, int size)
    {
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            Rows.MeanGradient(
                Row(ref gradient, batch.OutputOffset(sequence), size),
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, batch.InputOffset(sequence)), lengths[sequence] * size));
        }
    }

    private static Span<float> Row(ref float rows, int offset, int size) => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref rows, offset), size);
}

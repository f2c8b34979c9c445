using System.Runtime.CompilerServices;

namespace CellGen.Generated;

public static partial class Transposition
{
    private const int PieceRows = 128;

    /// <summary>Lays the rows of sequences side by side: for each step and each of its values, a row of lanes.</summary>
    /// <param name="source">The first value of the first sequence.</param>
    /// <param name="stride">The number of floats from one sequence to the next.</param>
    /// <param name="step">The number of floats from one step to the next.</param>
    /// <param name="destination">Takes the rows of lanes, one after the other.</param>
    /// <param name="lanes">The number of lanes.</param>
    /// <param name="count">The number of sequences, at most as many; the other lanes are left alone.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="size">The number of values in a step.</param>
    public static void ToLanes(ref float source, int stride, int step, ref float destination, int lanes, int count, int steps, int size)
    {
        // Where the steps of a sequence follow one another, they are one long row.
        (int calls, int columns) = step == size ? (1, steps * size) : (steps, size);
        for (int i = 0; i < calls; i++)
        {
            Transpose(ref Unsafe.Add(ref source, i * step), stride, ref Unsafe.Add(ref destination, i * size * lanes), lanes, count, columns);
        }
    }

    /// <summary>The way back, from rows of lanes to the rows of sequences.</summary>
    /// <param name="source">The rows of lanes, one after the other.</param>
    /// <param name="lanes">The number of lanes.</param>
    /// <param name="destination">Takes the first value of the first sequence.</param>
    /// <param name="stride">The number of floats from one sequence to the next.</param>
    /// <param name="step">The number of floats from one step to the next.</param>
    /// <param name="count">The number of sequences, at most as many as lanes.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="size">The number of values in a step.</param>
    public static void FromLanes(ref float source, int lanes, ref float destination, int stride, int step, int count, int steps, int size)
    {
        if (step != size)
        {
            for (int i = 0; i < steps; i++)
            {
                Transpose(ref Unsafe.Add(ref source, i * size * lanes), lanes, ref Unsafe.Add(ref destination, i * step), stride, size, count);
            }

            return;
        }

        // Where sequences are a multiple of a large power of two apart, their cache lines displace one another: then four
        // sequences at a time, some lines of each.
        int together = stride % (1 << 8) == 0 ? 4 : count;
        for (int row = 0; row < steps * size; row += PieceRows)
        {
            int rows = Math.Min(PieceRows, (steps * size) - row);
            for (int lane = 0, width; lane < count; lane += width)
            {
                width = count - lane < 2 * together ? count - lane : together;
                Transpose(
                    ref Unsafe.Add(ref source, (row * lanes) + lane), lanes,
                    ref Unsafe.Add(ref destination, (lane * stride) + row), stride, rows, width);
            }
        }
    }
}

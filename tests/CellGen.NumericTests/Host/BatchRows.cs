namespace CellGen.NumericTests.Host;

/// <summary>Lays the rows of sequences out as a batch.</summary>
public static class BatchRows
{
    /// <param name="sequences">The rows of each sequence, one after the other.</param>
    /// <param name="size">The number of values in a row.</param>
    /// <param name="steps">The number of rows that there is room for.</param>
    /// <param name="layout">The order of the rows.</param>
    /// <param name="padding">What stands beyond a sequence's end.</param>
    public static float[] Lay(float[][] sequences, int size, int steps, BatchLayout layout, float padding)
    {
        float[] batch = [.. Enumerable.Repeat(padding, sequences.Length * steps * size)];
        for (int i = 0; i < sequences.Length; i++)
        {
            for (int step = 0; step < sequences[i].Length / size; step++)
            {
                int row = layout == BatchLayout.TimeFirst ? (step * sequences.Length) + i : (i * steps) + step;
                sequences[i].AsSpan(step * size, size).CopyTo(batch.AsSpan(row * size));
            }
        }

        return batch;
    }
}

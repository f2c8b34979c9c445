using CellGen.NumericTests;

namespace CellGen.TopologyTests.Host;

/// <summary>Lays sequences out as a batch, and takes them out again while all between them must be untouched.</summary>
internal sealed class BatchRows(int[] lengths, int steps, BatchLayout layout, bool oneRow)
{
    /// <summary>A NaN that no computation gives.</summary>
    private static readonly float Sentinel = BitConverter.Int32BitsToSingle(0x7FA12345);

    private int[] OutputRows => oneRow ? [.. lengths.Select(_ => 1)] : lengths;

    private int OutputSteps => oneRow ? 1 : steps;

    public T[] Lay<T>(Func<int, T[]> sequence, int size, T padding) => Lay(sequence, lengths, steps, size, padding);

    public float[] LayOutput(Func<int, float[]> sequence, int size, float padding) => Lay(sequence, OutputRows, OutputSteps, size, padding);

    public float[] NewInput(int size) => New(steps, size);

    public float[] NewOutput(int size) => New(OutputSteps, size);

    public void TakeOutput(Dictionary<string, float[]> results, string name, float[] rows, int size) =>
        Take(results, name, rows, OutputRows, OutputSteps, size);

    public void TakeInput(Dictionary<string, float[]> results, string name, float[] rows, int size, bool present) =>
        Take(results, name, rows, present ? lengths : new int[lengths.Length], steps, size);

    private int Place(int sequence, int step, int steps, int size) =>
        (layout == BatchLayout.BatchFirst ? (sequence * steps) + step : (step * lengths.Length) + sequence) * size;

    private T[] Lay<T>(Func<int, T[]> sequence, int[] rows, int steps, int size, T padding)
    {
        var laid = new T[lengths.Length * steps * size];
        Array.Fill(laid, padding);
        for (int i = 0; i < lengths.Length; i++)
        {
            var values = sequence(i);
            for (int step = 0; step < rows[i]; step++)
            {
                values.AsSpan(step * size, size).CopyTo(laid.AsSpan(Place(i, step, steps, size)));
            }
        }

        return laid;
    }

    private float[] New(int steps, int size)
    {
        var rows = new float[lengths.Length * steps * size];
        Array.Fill(rows, Sentinel);
        return rows;
    }

    private void Take(Dictionary<string, float[]> results, string name, float[] laid, int[] rows, int steps, int size)
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            var values = new float[rows[i] * size];
            for (int step = 0; step < rows[i]; step++)
            {
                var row = laid.AsSpan(Place(i, step, steps, size), size);
                row.CopyTo(values.AsSpan(step * size));
                row.Fill(Sentinel);
            }

            if (values.Length > 0)
            {
                results[$"{name} {i}"] = values;
            }
        }

        BitEquality.Same(New(steps, size), laid, $"{name}, beyond the ends");
    }
}

namespace CellGen;

/// <summary>A sequence from a step on, and the rows of some of its steps.</summary>
internal static class SequencePart
{
    /// <summary>The rows or tokens of some steps, without what should come out.</summary>
    public static Sequence Input(Sequence sequence, int steps, int start, int count) => new()
    {
        Input = Rows(sequence.Input, steps, start, count),
        Tokens = Rows(sequence.Tokens, steps, start, count),
    };

    /// <summary>A sequence without its first steps: where the net gives a row for each step, what should come out is cut, too.</summary>
    /// <exception cref="ArgumentException">It is no longer than that, the net has several outputs, or there is not a row for each step.</exception>
    public static Sequence From(Sequence sequence, int steps, int start, TrainingPass pass)
    {
        if (steps <= start)
        {
            throw new ArgumentException($"it has {steps} steps; expected more than the {start} that only settle the state.", nameof(sequence));
        }

        if (pass.OutputCount > 1)
        {
            throw new ArgumentException($"the net has {pass.OutputCount} outputs; expected one, whose rows are cut.", nameof(sequence));
        }

        bool oneRow = pass.OutputLength(2) == pass.OutputLength(1);
        int count = steps - start;
        return new Sequence
        {
            Input = Rows(sequence.Input, steps, start, count),
            Tokens = Rows(sequence.Tokens, steps, start, count),
            Target = oneRow ? sequence.Target : Rows(sequence.Target, steps, start, count),
            Labels = oneRow ? sequence.Labels : Rows(sequence.Labels, steps, start, count),
            Mask = oneRow ? sequence.Mask : Rows(sequence.Mask, steps, start, count),
        };
    }

    private static ReadOnlySpan<T> Rows<T>(ReadOnlySpan<T> values, int steps, int start, int count)
    {
        int size = values.Length / steps;
        return values.Length == size * steps
            ? values.Slice(size * start, size * count)
            : throw new ArgumentException($"there are {values.Length} values; expected as many for each of {steps} steps.");
    }
}

namespace CellGen;

/// <summary>Sequences in memory.</summary>
public sealed class SequenceList : ISequenceSource
{
    private readonly List<(int Steps, float[] Input, int[] Tokens, float[] Target, int[] Labels, float[] Mask, float[] DecoderInput)> _sequences = [];

    /// <inheritdoc/>
    public int Count => _sequences.Count;

    /// <summary>Adds a sequence of rows with true values. The arrays are kept, not copied.</summary>
    /// <param name="steps">The number of steps, at least 1.</param>
    /// <param name="input">[steps x InputSize]</param>
    /// <param name="target">As many as the net's outputs.</param>
    /// <param name="mask">A weight for each of them; none where all count.</param>
    /// <exception cref="ArgumentException">The input is no whole number of rows.</exception>
    public void Add(int steps, float[] input, float[] target, float[]? mask = null) => Add(steps, input, [], target, [], mask);

    /// <summary>Adds a sequence of rows with true classes. The arrays are kept, not copied.</summary>
    /// <param name="steps">The number of steps, at least 1.</param>
    /// <param name="input">[steps x InputSize]</param>
    /// <param name="labels">One for each row of output; of CTC as many as there are.</param>
    /// <param name="mask">A weight for each of them; none where all count.</param>
    /// <exception cref="ArgumentException">The input is no whole number of rows.</exception>
    public void Add(int steps, float[] input, int[] labels, float[]? mask = null) => Add(steps, input, [], [], labels, mask);

    /// <summary>Adds a sequence of rows with true values and classes, for a net with outputs of both. The arrays are kept, not copied.</summary>
    /// <param name="steps">The number of steps, at least 1.</param>
    /// <param name="input">[steps x InputSize]</param>
    /// <param name="target">The values, those of one output behind those of the one before.</param>
    /// <param name="labels">The classes, likewise.</param>
    /// <exception cref="ArgumentException">The input is no whole number of rows.</exception>
    public void Add(int steps, float[] input, float[] target, int[] labels) => Add(steps, input, [], target, labels, null);

    /// <summary>Adds a sequence of tokens with true values. The arrays are kept, not copied.</summary>
    /// <param name="tokens">At least one.</param>
    /// <param name="target">As many as the net's outputs.</param>
    /// <param name="mask">A weight for each of them; none where all count.</param>
    public void Add(int[] tokens, float[] target, float[]? mask = null) => Add(tokens.Length, [], tokens, target, [], mask);

    /// <summary>Adds a sequence of tokens with true classes. The arrays are kept, not copied.</summary>
    /// <param name="tokens">At least one.</param>
    /// <param name="labels">One for each row of output; of CTC as many as there are; of an encoder and decoder the tokens to be written.</param>
    /// <param name="mask">A weight for each of them; none where all count.</param>
    public void Add(int[] tokens, int[] labels, float[]? mask = null) => Add(Math.Max(tokens.Length, labels.Length), [], tokens, [], labels, mask);

    /// <summary>Adds a sequence of rows for an encoder, or a context, with those that a decoder reads and true values. The arrays are kept, not copied.</summary>
    /// <param name="steps">The number of steps of the decoder, at least 1.</param>
    /// <param name="source">[S x InputSize] or [ContextSize]</param>
    /// <param name="decoderInput">[steps x TargetSize]; with FeedBack as many rows as it is given before it reads what it wrote, 1 at least</param>
    /// <param name="target">[steps x OutputSize]</param>
    /// <param name="mask">A weight for each of them; none where all count.</param>
    /// <exception cref="ArgumentException">The target is no whole number of rows.</exception>
    public void AddPair(int steps, float[] source, float[] decoderInput, float[] target, float[]? mask = null)
    {
        CheckRows(steps, target, nameof(target));
        _sequences.Add((steps, source, [], target, [], mask ?? [], decoderInput));
    }

    /// <summary>Adds rows for an encoder, or a context, with the tokens that a decoder should write. The arrays are kept, not copied.</summary>
    /// <param name="source">[S x InputSize] or [ContextSize]</param>
    /// <param name="labels">The tokens, the end token with them where there is one.</param>
    /// <param name="mask">A weight for each of them; none where all count.</param>
    public void AddPair(float[] source, int[] labels, float[]? mask = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Length, nameof(labels));
        _sequences.Add((labels.Length, source, [], [], labels, mask ?? [], []));
    }

    /// <inheritdoc/>
    public int StepsOf(int index) => _sequences[index].Steps;

    /// <inheritdoc/>
    public Sequence Get(int index)
    {
        var sequence = _sequences[index];
        return new Sequence
        {
            Input = sequence.Input,
            Tokens = sequence.Tokens,
            Target = sequence.Target,
            Labels = sequence.Labels,
            Mask = sequence.Mask,
            DecoderInput = sequence.DecoderInput,
        };
    }

    private void Add(int steps, float[] input, int[] tokens, float[] target, int[] labels, float[]? mask)
    {
        CheckRows(steps, input, nameof(input));
        _sequences.Add((steps, input, tokens, target, labels, mask ?? [], []));
    }

    private static void CheckRows(int steps, float[] rows, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (rows.Length % steps != 0)
        {
            throw new ArgumentException($"{name} has {rows.Length} values; expected {steps} rows of one size.", name);
        }
    }
}

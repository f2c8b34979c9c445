using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>Where the sequences of a batch are in its input and its output.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Batch
{
    private readonly int _inputStride;
    private readonly int _outputStride;

    private Batch(int count, int steps, int inputSize, int outputSize, bool oneRow, BatchLayout layout)
    {
        Count = count;
        Steps = steps;
        bool timeFirst = layout == BatchLayout.TimeFirst;
        InputStep = timeFirst ? count * inputSize : inputSize;
        _inputStride = timeFirst ? inputSize : steps * inputSize;
        OutputStep = timeFirst && !oneRow ? count * outputSize : outputSize;
        _outputStride = timeFirst || oneRow ? outputSize : steps * outputSize;
    }

    /// <summary>Describes where the sequences of a layer's input and output are.</summary>
    /// <param name="inputStride">The number of values from one sequence to the next in the input.</param>
    /// <param name="inputStep">The number of values from one step to the next in the input.</param>
    /// <param name="outputStride">The number of values from one sequence to the next in the output.</param>
    /// <param name="outputStep">The number of values from one step to the next in the output.</param>
    public Batch(int inputStride, int inputStep, int outputStride, int outputStep)
    {
        _inputStride = inputStride;
        InputStep = inputStep;
        _outputStride = outputStride;
        OutputStep = outputStep;
    }

    /// <summary>B, the number of sequences.</summary>
    public int Count { get; }

    /// <summary>T, the number of steps that there is room for; a sequence may be shorter.</summary>
    public int Steps { get; }

    /// <summary>The number of values from one step of a sequence to its next in the input.</summary>
    public int InputStep { get; }

    /// <summary>The number of values from one step of a sequence to its next in the output; outputSize where there is one row.</summary>
    public int OutputStep { get; }

    /// <summary>Checks the arguments of a batch and finds its shape.</summary>
    /// <param name="inputLength">The length of the input: [B × T × inputSize] or [T × B × inputSize].</param>
    /// <param name="inputName">The name of the input.</param>
    /// <param name="inputSize">The number of values of a step; 1 for tokens.</param>
    /// <param name="outputLength">
    /// The length of the output: [B × T × outputSize], [T × B × outputSize], or [B × outputSize] where there is one row.
    /// </param>
    /// <param name="outputName">The name of the output.</param>
    /// <param name="outputSize">The number of values of an output row.</param>
    /// <param name="oneRow">Whether a sequence has one output row, instead of one for each step.</param>
    /// <param name="lengths">The number of steps of each of the B sequences.</param>
    /// <param name="states">The number of states: B, or 0 where all begin with zero.</param>
    /// <param name="maxSteps">The number of steps that the workspace or tape was made for.</param>
    /// <param name="layout">The order of the rows.</param>
    /// <exception cref="ArgumentException">One of them does not fit; the message says what it has and what was expected.</exception>
    public static Batch Create(
        int inputLength,
        string inputName,
        int inputSize,
        int outputLength,
        string outputName,
        int outputSize,
        bool oneRow,
        ReadOnlySpan<int> lengths,
        int states,
        int maxSteps,
        BatchLayout layout)
    {
        int count = lengths.Length;
        if (count == 0)
        {
            throw new ArgumentException("lengths is empty; expected the number of steps of each sequence, at least one.", nameof(lengths));
        }

        int steps = (int)(inputLength / ((long)count * inputSize));
        if (steps == 0 || (long)steps * count * inputSize != inputLength)
        {
            throw new ArgumentException(
                $"{inputName} has {inputLength} values; expected {Shape("T", inputSize)}, "
                + $"a multiple of {(long)count * inputSize}, for the {count} sequences of lengths.",
                inputName);
        }

        CheckLengths(lengths, steps, maxSteps, inputName);
        long expected = (oneRow ? 1L : steps) * count * outputSize;
        if (outputLength != expected)
        {
            string shape = oneRow ? $"[{count} × {outputSize}]" : Shape($"{steps}", outputSize);
            throw new ArgumentException($"{outputName} has {outputLength} values; expected {shape}, {expected}.", outputName);
        }

        if (states != 0 && states != count)
        {
            throw new ArgumentException(
                $"states has {states} states; expected {count}, one for each sequence, or none where all begin with zero.", nameof(states));
        }

        return new Batch(count, steps, inputSize, outputSize, oneRow, layout);

        string Shape(string time, int size) =>
            layout == BatchLayout.TimeFirst ? $"[{time} × {count} × {size}]" : $"[{count} × {time} × {size}]";
    }

    /// <summary>Where a sequence begins in the input.</summary>
    /// <param name="sequence">Its index, from 0 to B − 1.</param>
    public int InputOffset(int sequence) => sequence * _inputStride;

    /// <summary>Where a sequence begins in the output.</summary>
    /// <param name="sequence">Its index, from 0 to B − 1.</param>
    public int OutputOffset(int sequence) => sequence * _outputStride;

    /// <summary>The number of sequences, from the first on, that have one length.</summary>
    /// <param name="lengths">The number of steps of each sequence.</param>
    /// <param name="most">No more are counted than so many.</param>
    public static int CountAlike(ReadOnlySpan<int> lengths, int most)
    {
        int count = 0;
        while (count < Math.Min(lengths.Length, most) && lengths[count] == lengths[0])
        {
            count++;
        }

        return count;
    }

    /// <summary>The length of the longest sequence.</summary>
    /// <param name="lengths">The number of steps of each sequence.</param>
    public static int Longest(ReadOnlySpan<int> lengths)
    {
        int longest = 0;
        foreach (int length in lengths)
        {
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    /// <summary>Finds the next neighbours that are long enough to have a row, from a sequence on.</summary>
    /// <param name="lengths">The number of steps of each sequence.</param>
    /// <param name="row">The row.</param>
    /// <param name="sequence">Where to begin; where they begin.</param>
    /// <returns>How many they are; 0 where there are no more.</returns>
    public static int NextLonger(ReadOnlySpan<int> lengths, int row, ref int sequence)
    {
        while (sequence < lengths.Length && lengths[sequence] <= row)
        {
            sequence++;
        }

        int end = sequence;
        while (end < lengths.Length && lengths[end] > row)
        {
            end++;
        }

        return end - sequence;
    }

    /// <summary>Checks that every token of every sequence is in the vocabulary; what lies beyond their ends is not read.</summary>
    /// <param name="tokens">The tokens of the batch.</param>
    /// <param name="lengths">The number of steps of each sequence.</param>
    /// <param name="vocabulary">The number of tokens that there are.</param>
    /// <param name="outOfVocabulary">Whether every other token selects a row, too.</param>
    /// <param name="name">The name of the argument.</param>
    /// <exception cref="ArgumentException">A token is not from 0 to vocabulary − 1, and there is no row for it.</exception>
    public void CheckTokens(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, int vocabulary, bool outOfVocabulary, string name)
    {
        for (int sequence = 0; !outOfVocabulary && sequence < lengths.Length; sequence++)
        {
            for (int step = 0; step < lengths[sequence]; step++)
            {
                int token = tokens[InputOffset(sequence) + (step * InputStep)];
                if ((uint)token >= (uint)vocabulary)
                {
                    throw new ArgumentException(
                        $"{name} has the token {token} at step {step} of sequence {sequence}; "
                        + $"expected one from 0 to {vocabulary - 1}, as there is no row for others.",
                        name);
                }
            }
        }
    }

    private static void CheckLengths(ReadOnlySpan<int> lengths, int steps, int maxSteps, string inputName)
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            int length = lengths[i];
            if (length < 1 || length > steps)
            {
                throw new ArgumentException(
                    $"lengths[{i}] is {length}; expected 1 to {steps}, the steps of each sequence in {inputName}.", nameof(lengths));
            }

            if (length > maxSteps)
            {
                throw new ArgumentException(
                    $"lengths[{i}] is {length}; the workspace or tape was made for at most {maxSteps} steps.", nameof(lengths));
            }
        }
    }
}

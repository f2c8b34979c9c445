namespace CellGen.Generated;

public static partial class Arguments
{
    /// <summary>The steps that a batch of sources or targets has room for: [B × T × size].</summary>
    /// <param name="length">The number of values.</param>
    /// <param name="size">The number of values of a step.</param>
    /// <param name="lengths">The number of steps of each of the B sequences.</param>
    /// <param name="batchSize">The most sequences.</param>
    /// <param name="most">The most steps.</param>
    /// <param name="limit">What says how many that is.</param>
    /// <param name="name">The name of the argument.</param>
    /// <exception cref="ArgumentException">A number does not fit; the message says which, and what was expected.</exception>
    public static int Room(int length, int size, ReadOnlySpan<int> lengths, int batchSize, int most, string limit, string name) =>
        Room(length, size, lengths, batchSize, most, [], limit, name);

    /// <summary>The rows that a batch has room for of what decoders are given that then read what they wrote: [B × G × size].</summary>
    /// <exception cref="ArgumentException">A sequence is given none, or more than it has steps, or a number does not fit.</exception>
    public static int Given(int length, int size, ReadOnlySpan<int> lengths, ReadOnlySpan<int> targetLengths, string name)
    {
        AsMany(lengths.Length, targetLengths.Length, name);
        return Room(length, size, lengths, lengths.Length, 0, targetLengths, "the steps of its target", name);
    }

    /// <summary>Checks that there are as many sources as targets.</summary>
    /// <exception cref="ArgumentException">There are not.</exception>
    public static void Pairs(int sources, int targets) => AsMany(sources, targets, "sources");

    /// <summary>Checks the tokens of sequences, up to their ends.</summary>
    /// <exception cref="ArgumentException">A token is not in the vocabulary, and there is no row for others.</exception>
    public static void TokensOfBatch(ReadOnlySpan<int> tokens, int room, ReadOnlySpan<int> lengths, int vocabulary, bool outOfVocabulary, string name)
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            Tokens(tokens.Slice(i * room, lengths[i]), vocabulary, outOfVocabulary, name);
        }
    }

    /// <summary>The steps that there is room for, where each sequence may have a limit of its own.</summary>
    private static int Room(int length, int size, ReadOnlySpan<int> lengths, int batchSize, int most, ReadOnlySpan<int> mostOfEach, string limit, string name)
    {
        if (lengths.Length == 0 || lengths.Length > batchSize)
        {
            throw new ArgumentException($"There are lengths of {lengths.Length} sequences for {name}; expected 1 to {batchSize}, the batchSize.", name);
        }

        int steps = (int)(length / ((long)lengths.Length * size));
        if ((long)steps * lengths.Length * size != length)
        {
            throw new ArgumentException($"{name} has {length} values; expected [{lengths.Length} × T × {size}], a multiple of {(long)lengths.Length * size}.", name);
        }

        for (int i = 0; i < lengths.Length; i++)
        {
            most = mostOfEach.IsEmpty ? most : mostOfEach[i];
            if (lengths[i] < 1 || lengths[i] > most)
            {
                throw new ArgumentException($"Sequence {i} of {name} has {lengths[i]} steps; expected 1 to {most}, {limit}.", name);
            }

            if (lengths[i] > steps)
            {
                throw new ArgumentException($"Sequence {i} of {name} has {lengths[i]} steps; there is room for {steps} in its {length} values.", name);
            }
        }

        return steps;
    }

    private static void AsMany(int count, int targets, string what)
    {
        if (count != targets)
        {
            throw new ArgumentException($"There are lengths of {count} {what} and {targets} targets; expected as many of both.");
        }
    }
}

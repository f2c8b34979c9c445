using CellGen.Simd;
using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>The checks of generated methods: each error names the argument, what it has and what was expected.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Arguments
{
    /// <summary>The number of steps in a span of rows.</summary>
    /// <param name="length">The length of the span.</param>
    /// <param name="size">The number of values in a step.</param>
    /// <param name="maxSteps">The number of steps that the workspace or tape was made for.</param>
    /// <param name="name">The name of the argument.</param>
    /// <exception cref="ArgumentException">No steps, no whole number of steps, or too many.</exception>
    public static int Steps(int length, int size, int maxSteps, string name)
    {
        int steps = length / size;
        if (steps == 0 || steps * size != length)
        {
            throw new ArgumentException(
                $"{name} has {length} values; expected a whole number of steps, at least one, of {size} values each.", name);
        }

        if (steps > maxSteps)
        {
            throw new ArgumentException(
                $"{name} has {steps} steps; the workspace or tape was made for at most {maxSteps}.", name);
        }

        return steps;
    }

    /// <summary>The number of steps in a span of tokens, one a step.</summary>
    /// <param name="length">The length of the span.</param>
    /// <param name="maxSteps">The number of steps that the workspace or tape was made for.</param>
    /// <param name="name">The name of the argument.</param>
    /// <exception cref="ArgumentException">No tokens, or too many.</exception>
    public static int TokenSteps(int length, int maxSteps, string name)
    {
        if (length == 0)
        {
            throw new ArgumentException($"{name} has no token; expected one for each step, at least one.", name);
        }

        if (length > maxSteps)
        {
            throw new ArgumentException(
                $"{name} has {length} tokens; the workspace or tape was made for at most {maxSteps} steps.", name);
        }

        return length;
    }

    /// <summary>Checks that every token is in the vocabulary, unless there is a row for those that are not.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="vocabulary">The number of tokens that there are.</param>
    /// <param name="outOfVocabulary">Whether every other token selects a row, too.</param>
    /// <param name="name">The name of the argument.</param>
    /// <exception cref="ArgumentException">A token is not from 0 to vocabulary − 1, and there is no row for it.</exception>
    public static void Tokens(ReadOnlySpan<int> tokens, int vocabulary, bool outOfVocabulary, string name)
    {
        int bad = outOfVocabulary ? -1 : tokens.IndexOfAnyExceptInRange(0, vocabulary - 1);
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"{name}[{bad}] is {tokens[bad]}; expected a token from 0 to {vocabulary - 1}, as there is no row for others.", name);
        }
    }

    /// <summary>Checks the length of a span of rows.</summary>
    /// <param name="length">The length of the span.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="size">The number of values in a row.</param>
    /// <param name="name">The name of the argument.</param>
    /// <exception cref="ArgumentException">The length is not rows × size.</exception>
    public static void Length(int length, int rows, int size, string name)
    {
        if (length != rows * (long)size)
        {
            throw new ArgumentException(
                rows == 1
                    ? $"{name} has {length} values; expected {size}."
                    : $"{name} has {length} values; expected {rows * (long)size} ({rows} steps of {size}).",
                name);
        }
    }

    /// <summary>Checks the length of a span that has a row for each agent.</summary>
    /// <param name="length">The length of the span.</param>
    /// <param name="agents">The number of agents.</param>
    /// <param name="size">The number of values in a row.</param>
    /// <param name="name">The name of the argument.</param>
    /// <exception cref="ArgumentException">The length is not agents × size.</exception>
    public static void Rows(int length, int agents, int size, string name)
    {
        if (length != agents * (long)size)
        {
            throw new ArgumentException(
                $"{name} has {length} values; expected {agents * (long)size} (a row of {size} for each of the {agents} states).", name);
        }
    }

    /// <summary>Checks that this machine has the instructions that a vector width needs.</summary>
    /// <param name="width">The width.</param>
    /// <returns>The width.</returns>
    /// <exception cref="PlatformNotSupportedException">The machine has not the width.</exception>
    public static VectorWidth Width(VectorWidth width) => Hardware.Supports(width)
        ? width
        : throw new PlatformNotSupportedException($"This machine does not support the vector width {width}.");

    /// <summary>Says that a build did not generate a width, or where none is said that this machine has none that it did.</summary>
    public static PlatformNotSupportedException NotGenerated(string widths, VectorWidth? width = null) =>
        new($"CellGenVectorWidths is {widths}; expected {(width is null ? "a width of this machine, such as Plain" : width)} among them.");

    /// <summary>Checks the index of a layer and a direction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
    public static void Index(int layer, int layers, int direction, int directions)
    {
        if ((uint)layer >= (uint)layers)
        {
            throw new ArgumentOutOfRangeException(nameof(layer), layer, $"The net has {layers} layer(s), numbered from 0.");
        }

        if ((uint)direction >= (uint)directions)
        {
            throw new ArgumentOutOfRangeException(
                nameof(direction), direction, $"The net has {directions} direction(s): 0 is forward, 1 is backward.");
        }
    }

    /// <summary>Checks that a backward pass follows a forward pass of the same number of steps.</summary>
    /// <param name="steps">The number of steps of the input.</param>
    /// <param name="taped">The number of steps on the tape; 0 before the first forward pass.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void Taped(int steps, int taped)
    {
        if (steps != taped)
        {
            throw new ArgumentException(
                taped == 0
                    ? "The tape is empty; call Forward with it first."
                    : $"input has {steps} steps; the last Forward with this tape had {taped}.",
                "input");
        }
    }

    /// <summary>Checks that a backward pass over a batch follows a forward pass over sequences of the same lengths.</summary>
    /// <param name="lengths">The number of steps of each sequence.</param>
    /// <param name="taped">Those of the sequences on the tape; empty before the first forward pass.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void TapedBatch(ReadOnlySpan<int> lengths, ReadOnlySpan<int> taped)
    {
        if (lengths.SequenceEqual(taped) && !taped.IsEmpty)
        {
            return;
        }

        int first = lengths.CommonPrefixLength(taped);
        throw new ArgumentException(
            taped.IsEmpty
                ? "The tape is empty; call Forward with it first."
                : lengths.Length != taped.Length
                    ? $"lengths has {lengths.Length} sequences; the last Forward with this tape had {taped.Length}."
                    : $"lengths[{first}] is {lengths[first]}; in the last Forward with this tape it was {taped[first]}.",
            nameof(lengths));
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <content>
/// Checks of arguments that share memory. What is only read may overlap; what is written may overlap nothing, except where
/// each number is written after its last reading, and then exactly in place.
/// </content>
public static partial class Arguments
{
    /// <summary>Checks that what is read and what is written are different memory.</summary>
    /// <param name="read">The span that is read.</param>
    /// <param name="written">The span that is written.</param>
    /// <param name="readName">The name of the first argument.</param>
    /// <param name="writtenName">The name of the second argument.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void Distinct(ReadOnlySpan<float> read, ReadOnlySpan<float> written, string readName, string writtenName) =>
        Refuse(Overlap(read, written), readName, writtenName);

    /// <summary>Checks that what is written over what is read begins where that begins.</summary>
    /// <param name="read">The span that is read, number by number.</param>
    /// <param name="written">The span that is written, each number after that of the other has been read.</param>
    /// <param name="readName">The name of the first argument.</param>
    /// <param name="writtenName">The name of the second argument.</param>
    /// <exception cref="ArgumentException">They overlap, but do not begin at the same number.</exception>
    internal static void InPlaceOrDistinct(ReadOnlySpan<float> read, ReadOnlySpan<float> written, string readName, string writtenName)
    {
        if (Overlap(read, written) && !Unsafe.AreSame(ref MemoryMarshal.GetReference(read), ref MemoryMarshal.GetReference(written)))
        {
            throw new ArgumentException(
                $"{writtenName} overlaps {readName} and does not begin with it; expected the same or different memory.", writtenName);
        }
    }

    /// <summary>Checks a step: the lengths, and that what is written, output and state, is no memory of anything else.</summary>
    /// <param name="input">The input; empty for a token.</param>
    /// <param name="inputSize">Its length, a constant, as a step has only nanoseconds; 0 for a token.</param>
    /// <param name="output">The output.</param>
    /// <param name="outputSize">Its length.</param>
    /// <param name="state">The state.</param>
    /// <param name="parameters">The first of the packed parameters.</param>
    /// <param name="parameterCount">Their number.</param>
    /// <param name="outputName">The name of the output.</param>
    /// <exception cref="ArgumentException">A length differs, or two of them overlap; the message names both.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<TState>(
        ReadOnlySpan<float> input,
        int inputSize,
        ReadOnlySpan<float> output,
        int outputSize,
        ref TState state,
        ref float parameters,
        int parameterCount,
        string outputName = "output")
    {
        ref float x = ref MemoryMarshal.GetReference(input);
        ref float y = ref MemoryMarshal.GetReference(output);
        ref float h = ref Unsafe.As<TState, float>(ref state);
        int stateSize = Unsafe.SizeOf<TState>() / sizeof(float);
        if (input.Length != inputSize | output.Length != outputSize
            | Meet(ref x, inputSize, ref y, outputSize) | Meet(ref x, inputSize, ref h, stateSize)
            | Meet(ref y, outputSize, ref h, stateSize) | Meet(ref y, outputSize, ref parameters, parameterCount))
        {
            RefuseStep(input, inputSize, output, outputSize, ref state, ref parameters, parameterCount, outputName);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RefuseStep<TState>(
        ReadOnlySpan<float> input,
        int inputSize,
        ReadOnlySpan<float> output,
        int outputSize,
        ref TState state,
        ref float parameters,
        int parameterCount,
        string outputName)
    {
        Length(input.Length, 1, inputSize, nameof(input));
        Length(output.Length, 1, outputSize, outputName);
        var packed = MemoryMarshal.CreateSpan(ref parameters, parameterCount);
        DistinctForward(input, nameof(input), output, MemoryMarshal.CreateSpan(ref state, 1), nameof(state), packed, outputName);
    }

    /// <summary>Checks a forward pass: what is written, output and states, is no memory of anything else.</summary>
    /// <param name="input">The input or the tokens.</param>
    /// <param name="inputName">The name of this argument.</param>
    /// <param name="output">The output.</param>
    /// <param name="states">The states; may be empty.</param>
    /// <param name="statesName">The name of this argument.</param>
    /// <param name="parameters">The packed parameters.</param>
    /// <param name="outputName">The name of the output.</param>
    /// <exception cref="ArgumentException">Two of them overlap; the message names both.</exception>
    public static void DistinctForward<TInput, TState>(
        ReadOnlySpan<TInput> input,
        string inputName,
        ReadOnlySpan<float> output,
        Span<TState> states,
        string statesName,
        ReadOnlySpan<float> parameters,
        string outputName = "output")
    {
        Refuse(Overlap(input, output), inputName, outputName);
        Refuse(Overlap(input, states), inputName, statesName);
        Refuse(Overlap(output, states), outputName, statesName);
        Refuse(Overlap(parameters, output), "Parameters", outputName);
        Refuse(Overlap(parameters, states), "Parameters", statesName);
    }

    /// <summary>Checks a backward pass: no gradient that is written is memory of anything else.</summary>
    /// <param name="input">The input or the tokens.</param>
    /// <param name="inputName">The name of this argument.</param>
    /// <param name="outputGradient">The gradient of the output.</param>
    /// <param name="inputGradient">The gradient of the input; may be empty.</param>
    /// <param name="stateGradients">The gradients of the states; may be empty.</param>
    /// <param name="statesName">The name of this argument.</param>
    /// <param name="gradient">The gradient of the parameters.</param>
    /// <param name="parameters">The packed parameters.</param>
    /// <param name="outputName">The name of the output's gradient.</param>
    /// <param name="inputGradientName">The name of the input's.</param>
    /// <exception cref="ArgumentException">Two of them overlap; the message names both.</exception>
    public static void DistinctBackward<TInput, TState>(
        ReadOnlySpan<TInput> input,
        string inputName,
        ReadOnlySpan<float> outputGradient,
        ReadOnlySpan<float> inputGradient,
        Span<TState> stateGradients,
        string statesName,
        ReadOnlySpan<float> gradient,
        ReadOnlySpan<float> parameters,
        string outputName = "outputGradient",
        string inputGradientName = "inputGradient")
    {
        Refuse(Overlap(input, inputGradient), inputName, inputGradientName);
        Refuse(Overlap(outputGradient, inputGradient), outputName, inputGradientName);
        Refuse(Overlap(parameters, inputGradient), "Parameters", inputGradientName);
        Refuse(Overlap(inputGradient, stateGradients), inputGradientName, statesName);
        Refuse(Overlap(input, stateGradients), inputName, statesName);
        Refuse(Overlap(outputGradient, stateGradients), outputName, statesName);
        Refuse(Overlap(parameters, stateGradients), "Parameters", statesName);
        Refuse(Overlap(input, gradient), inputName, nameof(gradient));
        Refuse(Overlap(outputGradient, gradient), outputName, nameof(gradient));
        Refuse(Overlap(inputGradient, gradient), inputGradientName, nameof(gradient));
        Refuse(Overlap(stateGradients, gradient), statesName, nameof(gradient));
    }

    private static void Refuse(bool overlap, string readName, string writtenName)
    {
        if (overlap)
        {
            throw new ArgumentException($"{writtenName} overlaps {readName}; expected different memory.", writtenName);
        }
    }

    /// <summary>Whether two pieces of memory overlap, in three instructions where the lengths are constants.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Meet(ref float first, int firstLength, ref float second, int secondLength)
    {
        nint before = ((nint)secondLength * sizeof(float)) - 1;
        return (nuint)(Unsafe.ByteOffset(ref first, ref second) + before) < (nuint)(((nint)firstLength * sizeof(float)) + before);
    }

    /// <summary>Whether two spans share memory, whatever their elements are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Overlap<TFirst, TSecond>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second)
    {
        nint distance = Unsafe.ByteOffset(
            ref Unsafe.As<TFirst, byte>(ref MemoryMarshal.GetReference(first)),
            ref Unsafe.As<TSecond, byte>(ref MemoryMarshal.GetReference(second)));
        return !first.IsEmpty && !second.IsEmpty
            && ((nuint)distance < (nuint)first.Length * (nuint)Unsafe.SizeOf<TFirst>()
                || (nuint)(-distance) < (nuint)second.Length * (nuint)Unsafe.SizeOf<TSecond>());
    }
}

using System.Runtime.InteropServices;
using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>
/// The checks of arguments that share memory, over one piece of memory: any two that must be apart and are not are named.
/// The table is in runtime/memory.md.
/// </summary>
public sealed class SharedMemoryTests
{
    private const int Size = 8;

    private readonly float[] _memory = new float[20 * Size];

    [Fact]
    public void AForwardPassOverDifferentMemoryPasses()
    {
        Forward(At(0), At(1), States(2, 2), At(4));
        Forward(At(1), At(0), States(2, 2), At(4));
        Forward(At(0), At(1), [], At(4));

        // What is only read may be one memory, and an empty span has none.
        Forward(At(4), At(1), States(2, 2), At(4));
        Forward([], At(1), States(2, 2), At(4));
    }

    [Fact]
    public void AForwardPassNamesBoth()
    {
        for (int shift = 1 - Size; shift < Size; shift++)
        {
            Refused("output overlaps tokens", () => Forward(At(5), At(5, shift), States(1, 2), At(8)));
            Refused("output overlaps Parameters", () => Forward(At(0), At(5, shift), States(1, 2), At(5)));
        }

        // Each of the states counts, the last float of the last one, too.
        for (int place = 5; place < 7; place++)
        {
            int state = place;
            Refused("states overlaps tokens", () => Forward(At(state), At(0), States(5, 2), At(8)));
            Refused("states overlaps tokens", () => Forward(At(state, Size - 1), At(0), States(5, 2), At(8)));
            Refused("states overlaps output", () => Forward(At(0), At(state, 1 - Size), States(5, 2), At(8)));
            Refused("states overlaps Parameters", () => Forward(At(0), At(1), States(5, 2), At(state)));
        }
    }

    [Fact]
    public void ABackwardPassNamesBoth()
    {
        string[] names = ["input", "outputGradient", "inputGradient", "stateGradients", "gradient", "Parameters"];
        bool[] written = [false, false, true, true, true, false];
        for (int first = 0; first < names.Length; first++)
        {
            for (int second = 0; second < first; second++)
            {
                int[] places = [0, 1, 2, 3, 4, 5];
                places[first] = second;
                bool apart = !written[first] && !written[second];

                // The gradient of a net and its parameters are never given by the caller.
                if (apart || (names[first] == "Parameters" && names[second] == "gradient"))
                {
                    Backward(places, 0);
                    continue;
                }

                for (int shift = 1 - Size; shift < Size; shift++)
                {
                    string message = Assert.Throws<ArgumentException>(() => Backward(places, shift)).Message;
                    Assert.Contains(names[first], message, StringComparison.Ordinal);
                    Assert.Contains(names[second], message, StringComparison.Ordinal);
                }
            }
        }

        Backward([0, 1, 2, 3, 4, 5], 0);
        Backward([0, 1, 2, 4, 3, 5], 0);

        // The memory of the second is moved by some floats, over a stretch of its own.
        void Backward(int[] places, int shift) => Arguments.DistinctBackward(
            At(3 * places[0], places[0] == 0 ? shift : 0),
            "input",
            At(3 * places[1], places[1] == 1 ? 0 : shift),
            At(3 * places[2], places[2] == 2 ? 0 : shift),
            MemoryMarshal.Cast<float, TestState>(At(3 * places[3], places[3] == 3 ? 0 : shift)),
            "stateGradients",
            At(3 * places[4], places[4] == 4 ? 0 : shift),
            At(3 * places[5], places[5] == 5 ? 0 : shift));
    }

    [Fact]
    public void AStepNamesBothAndChecksLengths()
    {
        for (int shift = 1 - Size; shift < Size; shift++)
        {
            Refused("output overlaps input", () => Step(At(5), At(5, shift), States(10, 1), At(15)));
            Refused("state overlaps input", () => Step(At(10, shift), At(5), States(10, 1), At(15)));
            Refused("state overlaps output", () => Step(At(5), At(10, shift), States(10, 1), At(15)));
            Refused("output overlaps Parameters", () => Step(At(5), At(15, shift), States(10, 1), At(15)));
        }

        foreach (int place in new[] { 4, 6 })
        {
            Step(At(5), At(place), States(10, 1), At(15));
            Step(At(15), At(place), States(5, 1), At(15));
        }

        Refused("input has 7 values; expected 8", () => Step(At(5)[1..], At(6), States(10, 1), At(15)));
        Refused("output has 9 values; expected 8", () => Step(At(5), _memory.AsSpan(60, 9), States(10, 1), At(15)));
        Arguments.Step(default, 0, At(5), Size, ref States(10, 1)[0], ref _memory[0], Size);
        Refused("state overlaps output", () => Arguments.Step(default, 0, At(10), Size, ref States(10, 1)[0], ref _memory[0], Size));
    }

    private static void Refused(string message, Action action) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static void Forward(Span<float> input, Span<float> output, Span<TestState> states, Span<float> parameters) =>
        Arguments.DistinctForward<int, TestState>(MemoryMarshal.Cast<float, int>(input), "tokens", output, states, nameof(states), parameters);

    private static void Step(Span<float> input, Span<float> output, Span<TestState> state, Span<float> parameters) =>
        Arguments.Step(input, Size, output, Size, ref state[0], ref parameters[0], parameters.Length);

    private Span<float> At(int place, int shift = 0) => _memory.AsSpan((place * Size) + shift + (place == 0 ? Math.Max(0, -shift) : 0), Size);

    private Span<TestState> States(int place, int count) => MemoryMarshal.Cast<float, TestState>(_memory.AsSpan(place * Size, count * Size));

    [StructLayout(LayoutKind.Sequential, Size = Size * sizeof(float))]
    private struct TestState
    {
        public float First;
    }
}

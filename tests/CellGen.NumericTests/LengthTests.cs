using System.Reflection;
using System.Text.RegularExpressions;
using CellGen.Generated;
using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// Workspaces and tapes that no array can hold are refused: the error names maxSteps or batchSize and the most that is
/// possible. Nothing wraps, and nothing is allocated to find out.
/// </summary>
public class LengthTests
{
    private const int Most = int.MaxValue;

    private static readonly NetShape Small = new(CellKind.Gru, 3, 5, OneWidth: true);

    private static readonly ShapeSet Nets = new(
    [
        Small,
        new(CellKind.Lstm, 1, 1, 3, Head: new(1, HeadInput.MeanState), OneWidth: true),
        new(CellKind.MinGru, 3, 9, 2, Bidirectional: true, Head: new(7), OneWidth: true),
        new(CellKind.Concatenating, 5, 6, Head: new(3, HeadInput.InputAndPreviousState, LogSoftmax: true), OneWidth: true),
        new(CellKind.Rnn, 8, 16, 64, Bidirectional: true, Merge: DirectionMerge.Sum, OneWidth: true),
    ]);

    public static TheoryData<string> Names => Nets.Names;

    /// <summary>What is asked for: extremes, and numbers whose products wrap in 32 or in 64 bits to something small.</summary>
    private static (int MaxSteps, int BatchSize)[] Extremes =>
    [
        (Most, 32), (Most, 1), (1, Most), (Most, Most), (1 << 30, 1 << 30), (1 << 26, 8), (1 << 27, 32), (1 << 16, 1 << 16), (Most - 1, 64),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_does_not_fit_is_refused_and_the_most_is_named(string name)
    {
        INet net = NetCompiler.Create(Nets[name]);
        int refused = 0;
        foreach (bool tape in new[] { false, true })
        {
            var lengthOf = LengthOf(net, tape);
            foreach ((int maxSteps, int batchSize) in Extremes)
            {
                if (lengthOf(maxSteps, batchSize) <= AlignedBuffer.MaxLength)
                {
                    // A workspace has only so much memory for a group, and without one perhaps none for each step.
                    Assert.False(tape);
                    continue;
                }

                var error = Assert.Throws<ArgumentOutOfRangeException>(
                    () => tape ? net.NewTape(maxSteps, batchSize) : net.NewWorkspace(maxSteps, batchSize));
                bool blamesSteps = lengthOf(1, batchSize) <= AlignedBuffer.MaxLength;
                Assert.Equal(blamesSteps ? "maxSteps" : "batchSize", error.ParamName);
                Assert.Equal(blamesSteps ? maxSteps : batchSize, error.ActualValue);

                int[] numbers = [.. Regex.Matches(error.Message, @"\d+").Take(3).Select(number => int.Parse(number.Value))];
                (int other, int most) = (numbers[1], numbers[2]);
                Assert.InRange(blamesSteps ? lengthOf(most, other) : lengthOf(other, most), 1, AlignedBuffer.MaxLength);
                Assert.True((blamesSteps ? lengthOf(most + 1, other) : lengthOf(other, most + 1)) > AlignedBuffer.MaxLength);
                refused++;
            }
        }

        Assert.InRange(refused, Extremes.Length, 2 * Extremes.Length);
    }

    /// <summary>The length never falls where steps or sequences are added: it does not wrap on the way to the extremes.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void More_steps_and_sequences_take_no_less_memory(string name)
    {
        INet net = NetCompiler.Create(Nets[name]);
        int[] numbers = [1, 2, 7, 8, 9, 63, .. Enumerable.Range(7, 24).SelectMany(bit => new[] { (1 << bit) - 1, 1 << bit, (1 << bit) + 1 }), Most];
        foreach (bool tape in new[] { false, true })
        {
            var lengthOf = LengthOf(net, tape);
            foreach (int given in numbers)
            {
                long[] steps = [.. numbers.Select(number => lengthOf(number, given))];
                long[] sequences = [.. numbers.Select(number => lengthOf(given, number))];
                Assert.Equal(steps.Order(), steps);
                Assert.Equal(sequences.Order(), sequences);
            }
        }
    }

    [Fact]
    public void A_batch_in_a_workspace_of_its_size_is_what_it_is_without_one()
    {
        const int Steps = 50;
        const int Batch = 64;
        NetShape shape = Nets[Small.Name];
        INet net = NetCompiler.Create(shape);
        float[] input = [.. Enumerable.Range(0, Batch * Steps * shape.Input).Select(i => MathF.Sin(i))];
        var outputs = new[] { 1, Batch, Most }.Select(batchSize =>
        {
            var output = new float[Batch * Steps * shape.OutputSize];
            net.ForwardBatch(
                input, output, [.. Enumerable.Repeat(Steps, Batch)], [], net.NewWorkspace(Steps, batchSize), BatchLayout.BatchFirst);
            return output;
        }).ToArray();

        BitEquality.Same(outputs[0], outputs[1], "a workspace of the batch's size");
        BitEquality.Same(outputs[0], outputs[2], "a workspace for any batch");
    }

    private static Func<int, int, long> LengthOf(INet net, bool tape)
    {
        var layout = net.Type.GetNestedType("CellGenCore", BindingFlags.NonPublic)!.GetNestedType("Layout")!;
        return ((MemoryShape)layout.GetField(tape ? "Tape" : "Workspace")!.GetValue(null)!).LengthOf;
    }
}

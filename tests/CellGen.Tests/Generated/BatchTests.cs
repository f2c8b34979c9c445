using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>Where the sequences of a batch are, and what is said of arguments that make none.</summary>
public sealed class BatchTests
{
    private static readonly int[] Lengths = [3, 1, 4];

    [Fact]
    public void BatchFirstIsSequenceAfterSequence()
    {
        var batch = Batch.Create(3 * 4 * 5, "input", 5, 3 * 4 * 2, "output", 2, false, Lengths, 3, 100, BatchLayout.BatchFirst);

        Assert.Equal((3, 4, 5, 2), (batch.Count, batch.Steps, batch.InputStep, batch.OutputStep));
        Assert.Equal([0, 20, 40], Enumerable.Range(0, 3).Select(batch.InputOffset));
        Assert.Equal([0, 8, 16], Enumerable.Range(0, 3).Select(batch.OutputOffset));
    }

    [Fact]
    public void TimeFirstIsStepAfterStep()
    {
        var batch = Batch.Create(3 * 4 * 5, "input", 5, 3 * 4 * 2, "output", 2, false, Lengths, 0, 100, BatchLayout.TimeFirst);

        Assert.Equal((3, 4, 15, 6), (batch.Count, batch.Steps, batch.InputStep, batch.OutputStep));
        Assert.Equal([0, 5, 10], Enumerable.Range(0, 3).Select(batch.InputOffset));
        Assert.Equal([0, 2, 4], Enumerable.Range(0, 3).Select(batch.OutputOffset));
    }

    [Theory]
    [InlineData(BatchLayout.BatchFirst)]
    [InlineData(BatchLayout.TimeFirst)]
    public void OneRowIsOneOfEachSequence(BatchLayout layout)
    {
        var batch = Batch.Create(12, "tokens", 1, 6, "output", 2, true, Lengths, 0, 4, layout);

        Assert.Equal(4, batch.Steps);
        Assert.Equal(2, batch.OutputStep);
        Assert.Equal([0, 2, 4], Enumerable.Range(0, 3).Select(batch.OutputOffset));
    }

    [Fact]
    public void EveryStepOfEverySequenceHasItsOwnPlace()
    {
        foreach (var layout in Enum.GetValues<BatchLayout>())
        {
            var batch = Batch.Create(60, "input", 5, 24, "output", 2, false, Lengths, 3, 100, layout);
            var places = from sequence in Enumerable.Range(0, 3)
                         from step in Enumerable.Range(0, 4)
                         select (Input: batch.InputOffset(sequence) + (step * batch.InputStep),
                             Output: batch.OutputOffset(sequence) + (step * batch.OutputStep));
            Assert.Equal(Enumerable.Range(0, 12).Select(i => i * 5), places.Select(place => place.Input).Order());
            Assert.Equal(Enumerable.Range(0, 12).Select(i => i * 2), places.Select(place => place.Output).Order());
        }
    }

    [Fact]
    public void NoSequenceIsRefused() =>
        Refused("lengths", "lengths is empty", () => Create(0, 0, [], 0));

    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    [InlineData(61)]
    public void AnInputThatIsNoBatchIsRefused(int length) => Refused(
        "input",
        $"input has {length} values; expected [3 × T × 5], a multiple of 15, for the 3 sequences of lengths.",
        () => Create(length, 24, Lengths, 0));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public void ALengthOutsideTheInputIsRefused(int length) => Refused(
        "lengths",
        $"lengths[2] is {length}; expected 1 to 4, the steps of each sequence in input.",
        () => Create(60, 24, [1, 4, length], 0));

    [Fact]
    public void ALengthBeyondTheWorkspaceIsRefused()
    {
        Refused(
            "lengths",
            "lengths[1] is 4; the workspace or tape was made for at most 3 steps.",
            () => Create(60, 24, [1, 4, 2], 0, maxSteps: 3));
        Assert.Equal(4, Create(60, 24, [1, 3, 2], 0, maxSteps: 3).Steps);
    }

    [Theory]
    [InlineData(false, BatchLayout.BatchFirst, "[3 × 4 × 2], 24.")]
    [InlineData(false, BatchLayout.TimeFirst, "[4 × 3 × 2], 24.")]
    [InlineData(true, BatchLayout.BatchFirst, "[3 × 2], 6.")]
    public void AnOutputOfAnotherLengthIsRefused(bool oneRow, BatchLayout layout, string expected) => Refused(
        "output",
        "output has 23 values; expected " + expected,
        () => Batch.Create(60, "input", 5, 23, "output", 2, oneRow, Lengths, 0, 4, layout));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void AnotherNumberOfStatesIsRefused(int states) =>
        Refused("states", $"states has {states} states; expected 3", () => Create(60, 24, Lengths, states));

    [Fact]
    public void ATapeKnowsItsLengths()
    {
        Arguments.TapedBatch(Lengths, Lengths);
        Refused("lengths", "The tape is empty; call Forward with it first.", () => Taped(Lengths, []));
        Refused("lengths", "The tape is empty; call Forward with it first.", () => Taped([], []));
        Refused("lengths", "lengths has 2 sequences; the last Forward with this tape had 3.", () => Taped([3, 1], Lengths));
        Refused("lengths", "lengths[1] is 2; in the last Forward with this tape it was 1.", () => Taped([3, 2, 5], Lengths));

        static Batch Taped(int[] lengths, int[] taped)
        {
            Arguments.TapedBatch(lengths, taped);
            return default;
        }
    }

    private static Batch Create(int inputLength, int outputLength, int[] lengths, int states, int maxSteps = 100) =>
        Batch.Create(inputLength, "input", 5, outputLength, "output", 2, false, lengths, states, maxSteps, BatchLayout.BatchFirst);

    private static void Refused(string name, string message, Func<Batch> create) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(name, () => create()).Message);
}

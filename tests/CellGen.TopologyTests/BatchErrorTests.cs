using System.Runtime.InteropServices;
using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>What a batch refuses: each message names the argument, what it has and what was expected; nothing was written.</summary>
public class BatchErrorTests
{
    private const int Steps = 4;
    private const int MaxSteps = 6;
    private const int BatchSize = 3;
    private readonly BatchGru _net = new(1);
    private readonly float[] _input = Noise.Values("input", BatchSize * Steps * BatchGru.InputSize);
    private readonly float[] _output = Noise.Values("output", BatchSize * Steps * BatchGru.OutputSize);
    private readonly BatchGru.State[] _states = new BatchGru.State[BatchSize];
    private readonly BatchGru.Workspace _workspace = new(MaxSteps);
    private readonly BatchGru.Tape _tape = new(MaxSteps, BatchSize);

    public BatchErrorTests() => Noise.Values("states", Flat(_states).Length).CopyTo(Flat(_states));

    [Theory]
    [InlineData(new int[0], "lengths is empty")]
    [InlineData(new[] { 4, 0, 2 }, "lengths[1] is 0", "1 to 4")]
    [InlineData(new[] { 4, 2, -3 }, "lengths[2] is -3", "1 to 4")]
    [InlineData(new[] { 5, 2, 3 }, "lengths[0] is 5", "1 to 4")]
    [InlineData(new[] { 4, 4 }, "states has 3", "expected 2")]
    [InlineData(new[] { 4, 4, 4, 4, 4, 4, 4 }, "input has 60 values", "7 sequences", "a multiple of 35")]
    public void Wrong_lengths(int[] lengths, params string[] said)
    {
        float[] output = lengths.Length == 2 ? Noise.Values("output", 6 * 2 * 3) : _output;
        AssertRefused(said, output, () => _net.Forward(_input, output, lengths, _states, _workspace));
        AssertRefused(said, output, () => _net.Forward(_input, output, lengths, _states, _tape, BatchLayout.TimeFirst));
    }

    [Fact]
    public void More_steps_than_the_memory_was_made_for()
    {
        var input = new float[2 * 8 * 5];
        var output = new float[2 * 8 * 3];
        var states = _states[..2];
        string[] said = ["lengths[1] is 7", "at most 6"];
        AssertRefused(said, output, () => _net.Forward(input, output, [6, 7], states, _workspace));
        AssertRefused(said, output, () => _net.Forward(input, output, [6, 7], states, _tape));
        _net.Forward(input, output, [6, 5], states, _workspace);
    }

    [Fact]
    public void Another_number_of_states() => AssertRefused(
        ["states has 2", "expected 3", "or none"], _output, () => _net.Forward(_input, _output, [4, 4, 4], _states.AsSpan(0, 2), _workspace));

    [Fact]
    public void More_sequences_than_the_tape_was_made_for()
    {
        var small = new BatchGru.Tape(MaxSteps, 2);
        AssertRefused(
            ["3 sequences", "at most 2", "batchSize"], _output, () => _net.Forward(_input, _output, [4, 3, 2], _states, small));
    }

    [Fact]
    public void Another_length_of_the_output()
    {
        AssertRefused(
            ["output has 35 values", "[3 × 4 × 3]", "36"],
            _output,
            () => _net.Forward(_input, _output.AsSpan(0, 35), [4, 3, 2], _states, _workspace));

        var heads = new LastStateNet();
        var thrown = Assert.Throws<ArgumentException>(
            () => heads.Forward(new float[24], new float[18], [3, 2], [], new LastStateNet.Workspace(3)));
        Assert.Contains("output has 18 values; expected [2 × 3], 6", thrown.Message);
    }

    [Fact]
    public void Overlapping_spans()
    {
        var shared = Noise.Values("shared", 100);
        string[] said = ["output overlaps input"];
        AssertRefused(said, shared, () => _net.Forward(shared.AsSpan(0, 60), shared.AsSpan(59, 36), [4, 3, 2], _states, _workspace));
        AssertRefused(said, shared, () => _net.Forward(shared.AsSpan(0, 60), shared.AsSpan(59, 36), [4, 3, 2], _states, _tape));

        _net.Forward(_input, _output, [4, 3, 2], [], _tape);
        AssertRefused(["inputGradient overlaps input"], _input, () => Backward(_input, _output, _input, [4, 3, 2]));
        var gradients = Noise.Values("gradients", 90);
        AssertRefused(
            ["inputGradient overlaps outputGradient"],
            gradients,
            () => Backward(_input, gradients.AsSpan(0, 36), gradients.AsSpan(30, 60), [4, 3, 2]));
    }

    [Fact]
    public void Backward_of_another_batch_than_the_last_forward()
    {
        float[] inputGradient = Noise.Values("input gradient", _input.Length);
        AssertRefused(["The tape is empty"], inputGradient, () => Backward(_input, _output, inputGradient, [4, 3, 2]));

        _net.Forward(_input, _output, [4, 3, 2], [], _tape);
        AssertRefused(["lengths[1] is 2", "it was 3"], inputGradient, () => Backward(_input, _output, inputGradient, [4, 2, 2]));
        AssertRefused(
            ["outputGradient has 35"], inputGradient, () => Backward(_input, _output.AsSpan(1), inputGradient, [4, 3, 2]));
        AssertRefused(
            ["inputGradient has 59", "expected 60"], inputGradient, () => Backward(_input, _output, inputGradient.AsSpan(1), [4, 3, 2]));
        AssertRefused(
            ["states has 2", "expected 3"],
            inputGradient,
            () => _net.Backward(_input, _output, inputGradient, [4, 3, 2], _states.AsSpan(1), new BatchGru.Gradient(), _tape));

        _net.Forward(_input.AsSpan(0, 20), _output.AsSpan(0, 12), _tape);
        AssertRefused(["lengths has 3 sequences", "had 1"], inputGradient, () => Backward(_input, _output, inputGradient, [4, 3, 2]));
    }

    private void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, ReadOnlySpan<int> lengths)
    {
        var gradient = new BatchGru.Gradient();
        try
        {
            _net.Backward(input, outputGradient, inputGradient, lengths, _states, gradient, _tape);
        }
        finally
        {
            Assert.False(gradient.Values.ContainsAnyExcept(0f));
        }
    }

    private static Span<float> Flat(Span<BatchGru.State> states) => MemoryMarshal.Cast<BatchGru.State, float>(states);

    private void AssertRefused(string[] said, float[] written, Action action)
    {
        float[] states = Flat(_states).ToArray();
        float[] before = [.. written];
        var thrown = Assert.Throws<ArgumentException>(action);
        Assert.All(said, text => Assert.Contains(text, thrown.Message));
        BitEquality.Same(states, Flat(_states), "states");
        BitEquality.Same(before, written, "what would have been written");
    }
}

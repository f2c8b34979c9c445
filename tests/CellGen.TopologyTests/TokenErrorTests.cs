using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>Tokens that there is no row for: the message says which one, where, and what there is.</summary>
public class TokenErrorTests
{
    private readonly TokenMinGru _net = new(1);
    private readonly float[] _output = Noise.Values("output", 4 * 20);
    private readonly TokenMinGru.Tape _tape = new(4, 2);

    [Theory]
    [InlineData(9)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_token_out_of_the_vocabulary_is_named_with_its_place(int bad)
    {
        int[] tokens = [0, 8, bad, 3];
        string said = $"tokens[2] is {bad}; expected a token from 0 to 8";
        AssertRefused(said, (ref TokenMinGru.State state) => _net.Forward(tokens, _output, ref state, new TokenMinGru.Workspace(4)));
        AssertRefused(said, (ref TokenMinGru.State state) => _net.Forward(tokens, _output, ref state, _tape));
        AssertRefused($"is {bad}; expected a token from 0 to 8", (ref TokenMinGru.State state) => _net.Step(bad, _output.AsSpan(0, 20), ref state));

        _net.Forward([0, 8, 2, 3], _output, _tape);
        AssertRefused(said, (ref TokenMinGru.State state) => _net.Backward(tokens, _output, ref state, new TokenMinGru.Gradient(), _tape));
    }

    [Theory]
    [InlineData(BatchLayout.BatchFirst, "step 1 of sequence 0")]
    [InlineData(BatchLayout.TimeFirst, "step 0 of sequence 1")]
    public void In_a_batch_its_sequence_and_step_are_named(BatchLayout layout, string place)
    {
        int[] tokens = [0, 9, 5, 3];
        string said = $"tokens has the token 9 at {place}; expected one from 0 to 8";
        AssertRefused(said, (ref TokenMinGru.State state) =>
            _net.Forward(tokens, _output, [2, 2], [], new TokenMinGru.Workspace(2), layout));
        AssertRefused(said, (ref TokenMinGru.State state) => _net.Forward(tokens, _output, [2, 2], [], _tape, layout));

        _net.Forward([0, 1, 5, 3], _output, [2, 2], [], _tape, layout);
        AssertRefused(said, (ref TokenMinGru.State state) =>
            _net.Backward(tokens, _output, [2, 2], [], new TokenMinGru.Gradient(), _tape, layout));
    }

    [Fact]
    public void An_embedding_refuses_it_too()
    {
        var net = new FrozenGru(1);
        var output = new float[4];
        var thrown = Assert.Throws<ArgumentException>(() => net.Forward([3, 8], output, new FrozenGru.Workspace(2), net.FoldEmbedding()));
        Assert.Contains("tokens[1] is 8; expected a token from 0 to 7", thrown.Message);
        Assert.Equal(new float[4], output);
    }

    [Fact]
    public void No_tokens_or_too_many()
    {
        AssertRefused("tokens has no token", (ref TokenMinGru.State state) => _net.Forward([], [], ref state, _tape));
        AssertRefused("tokens has 5 tokens", (ref TokenMinGru.State state) => _net.Forward(new int[5], new float[100], ref state, _tape));
        AssertRefused("output has 80 values; expected 60", (ref TokenMinGru.State state) => _net.Forward(new int[3], _output, ref state, _tape));
    }

    private delegate void Run(ref TokenMinGru.State state);

    private void AssertRefused(string said, Run run)
    {
        TokenMinGru.State state = default;
        state.Hidden(0).Fill(0.25f);
        float[] before = [.. _output];
        var thrown = Assert.Throws<ArgumentException>(() => run(ref state));
        Assert.Contains(said, thrown.Message);
        BitEquality.Same(before, _output, "output");
        Assert.False(state.Hidden(0).ContainsAnyExcept(0.25f));
    }
}

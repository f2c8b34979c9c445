using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Pairs;

/// <summary>Bad arguments are refused by name, and nothing is written.</summary>
public class PairErrorTests
{
    private readonly AdditivePair _net = new();
    private readonly AdditivePair.Tape _tape = new(4, 2);
    private readonly AdditivePair.Memory _memory = new();
    private readonly AdditivePair.Workspace _workspace = new(4);

    [Fact]
    public void A_source_has_from_one_to_MaxSource_steps()
    {
        Refused("Sequence 0 of source has 0 steps; expected 1 to 6, MaxSource.", () => _net.Encode([], _memory));
        Refused("Sequence 0 of source has 7 steps; expected 1 to 6, MaxSource.", () => _net.Encode(new int[7], _memory));
        Refused("Sequence 0 of source has 7 steps", () => _net.Forward(new int[7], [1], new float[8], _tape));
        Refused("Sequence 1 of source has 3 steps; there is room for 2 in its 4 values.", () => _net.Forward(new int[4], [2, 3], new int[2], [1, 1], new float[16], _tape));
        Refused("Sequence 0 of source has 0 steps", () => _net.Decode([], new int[4], _workspace));
        Refused("source has 4 values; expected [1 × T × 3], a multiple of 3.", () => new DeepPair().Forward(new float[4], new float[2], new float[2], new DeepPair.Tape(1)));
    }

    [Fact]
    public void A_target_has_as_many_steps_as_the_tape_was_made_for()
    {
        Refused("Sequence 0 of target has 0 steps; expected 1 to 4, the maxSteps of the tape.", () => _net.Forward([1], [], [], _tape));
        Refused("Sequence 0 of target has 5 steps; expected 1 to 4", () => _net.Forward([1], new int[5], new float[40], _tape));
        Refused("There are lengths of 3 sequences for source; expected 1 to 2, the batchSize.", () => _net.Forward(new int[3], [1, 1, 1], new int[3], [1, 1, 1], new float[24], _tape));
        Refused("There are lengths of 2 sources and 1 targets", () => _net.Forward(new int[2], [1, 1], new int[1], [1], new float[8], _tape));
        Refused("logits has 7 values", () => _net.Forward([1], [1], new float[7], _tape));
        Refused("tokens has room for 5; the workspace was made for at most 4 steps.", () => _net.Decode([1], new int[5], _workspace));
        Refused("tokens has room for 5", () => _net.Decode([1], new int[5], _workspace, new Beam()));
    }

    [Fact]
    public void A_token_is_in_its_vocabulary()
    {
        Refused("source", () => _net.Encode([7], _memory));
        Refused("source", () => _net.Forward([-1], [1], new float[8], _tape));
        Refused("target", () => _net.Forward([1], [8], new float[8], _tape));
        _net.Encode([1], _memory);
        AdditivePair.State state = default;
        Refused("token", () => _net.Step(8, new float[8], _memory, ref state));
        Refused("logits", () => _net.Step(1, new float[7], _memory, ref state));
        Assert.Equal(0, state.Position);
    }

    [Fact]
    public void Step_wants_a_source()
    {
        AdditivePair.State state = default;
        Assert.Contains("call Encode before Step", Assert.Throws<InvalidOperationException>(() => _net.Step(1, new float[8], _memory, ref state)).Message);
    }

    [Fact]
    public void Backward_follows_Forward_with_the_same_sequences_and_parameters()
    {
        var gradient = new AdditivePair.Gradient();
        Assert.Throws<ArgumentException>(() => _net.Backward([1], [1], new float[8], gradient, _tape));
        _net.Forward([1, 2], [1, 3], new float[16], _tape);
        Assert.Throws<ArgumentException>(() => _net.Backward([1], [1, 3], new float[16], gradient, _tape));
        Assert.Throws<ArgumentException>(() => _net.Backward([1, 2], [1], new float[8], gradient, _tape));
        _net.Parameters[0] += 1;
        Assert.Throws<InvalidOperationException>(() => _net.Backward([1, 2], [1, 3], new float[16], gradient, _tape));
        Assert.True(gradient.Values.IndexOfAnyExcept(0f) < 0);
    }

    [Fact]
    public void Nothing_is_null()
    {
        Assert.Throws<ArgumentNullException>(() => _net.Encode([1], null!));
        Assert.Throws<ArgumentNullException>(() => _net.Forward([1], [1], new float[8], null!));
        Assert.Throws<ArgumentNullException>(() => _net.Decode([1], new int[1], null!));
        Assert.Throws<ArgumentNullException>(() => _net.Decode([1], new int[1], _workspace, (Beam)null!));
        Assert.Throws<ArgumentNullException>(() => _net.Decode([1], new int[1], _workspace, (Sampling)null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdditivePair.Tape(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdditivePair.Workspace(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Beam { Width = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => _tape.Attention(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => _tape.Attention(0, 2));
    }

    [Fact]
    public void A_file_of_another_net_is_refused_by_the_name_of_a_tensor()
    {
        var file = new MemoryStream();
        new GeneralPair().Save(file);
        file.Position = 0;
        float[] before = _net.Parameters.ToArray();
        Assert.Contains("attention.", Assert.Throws<SafeTensorsException>(() => _net.LoadFrom(file)).Message);
        Assert.Equal(before, _net.Parameters.ToArray());
    }

    private delegate void Call();

    private static void Refused(string message, Call call) => Assert.Contains(message, Assert.Throws<ArgumentException>(() => call()).Message);
}

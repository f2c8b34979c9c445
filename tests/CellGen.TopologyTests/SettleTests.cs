using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>Settle is steps on silence.</summary>
public class SettleTests
{
    [Fact]
    public void Settle_is_steps_of_zeros()
    {
        var net = new DropResetBeforeGru(seed: 3);
        float[] input = [0.5f, -0.25f], silence = [0, 0], output = new float[5];
        DropResetBeforeGru.State settled = default;
        net.Step(input, output, ref settled);
        var stepped = settled;

        net.Settle(ref settled, steps: 7);
        for (int step = 0; step < 7; step++)
        {
            net.Step(silence, output, ref stepped);
        }

        Assert.Equal(stepped, settled);
    }

    [Fact]
    public void No_steps_change_nothing()
    {
        DropResetBeforeGru.State state = default;
        state.Hidden(0).Fill(0.5f);
        var before = state;

        new DropResetBeforeGru().Settle(ref state, steps: 0);

        Assert.Equal(before, state);
    }

    [Fact]
    public void A_state_at_rest_stays_there()
    {
        var net = new DropResetBeforeGru(seed: 3);
        DropResetBeforeGru.State rest = default;
        net.Settle(ref rest, steps: 2000);
        var after = rest;

        net.Settle(ref after, steps: 1);

        Assert.NotEqual(default, rest);
        for (int unit = 0; unit < DropResetBeforeGru.HiddenSize; unit++)
        {
            Assert.Equal(rest.Hidden(0)[unit], after.Hidden(0)[unit], tolerance: 1e-6f);
        }
    }

    [Fact]
    public void A_negative_number_of_steps_is_refused_by_name() => Assert.Throws<ArgumentOutOfRangeException>("steps", () =>
    {
        DropResetBeforeGru.State state = default;
        new DropResetBeforeGru().Settle(ref state, steps: -1);
    });
}

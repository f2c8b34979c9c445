using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>States side by side, and back.</summary>
public class GroupStatesTests
{
    [Fact]
    public void States_become_lanes_and_lanes_states()
    {
        (float A, float B, float C, float D)[] states = [(1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12)];
        float[] rows = [.. Enumerable.Repeat(-1f, 9)];
        GroupStates.Read(states.AsSpan(), 1, ref rows[0], lanes: 4, size: 2);
        Assert.Equal([2, 6, 10, 0, 3, 7, 11, 0, -1], rows);
        rows = [.. rows.Select(value => -value)];
        GroupStates.Write(states.AsSpan(), 1, ref rows[0], lanes: 4, size: 2);
        Assert.Equal([(1, -2, -3, 4), (5, -6, -7, 8), (9, -10, -11, 12)], states);
    }

    [Fact]
    public void Without_states_lanes_begin_with_zero_and_end_nowhere()
    {
        float[] rows = [.. Enumerable.Repeat(-1f, 9)];
        GroupStates.Read(Span<long>.Empty, 0, ref rows[0], lanes: 4, size: 2);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, -1], rows);
        GroupStates.Write(Span<long>.Empty, 0, ref rows[0], lanes: 4, size: 2);
    }
}

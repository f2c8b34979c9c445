using CellGen.NumericTests;
using CellGen.TopologyTests.Host;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>A tape that has seen other sequences gives the bits of a new one.</summary>
public class TapeReuseTests
{
    private static readonly int[] Lengths = [70, 3, 1, 66];

    public static TheoryData<string> Names => [.. AllNets.WithoutDropout];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_used_tape_gives_the_bits_of_a_new_one(string name)
    {
        var net = AllNets.Create(name);
        BitEquality.Same(net.Alone(Lengths, states: true, newTapes: true), net.Alone(Lengths, states: true), "one tape");
    }
}

using CellGen.NumericTests;
using CellGen.Simd;
using CellGen.TestOrder;
using CellGen.TopologyTests.Host;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>Every topology has the same bits at every vector width.</summary>
[TakesLong]
public class WidthTests
{
    private static readonly int[] Lengths = [1, 70, 3];

    private static readonly VectorWidth[] Widths =
        [.. new[] { VectorWidth.Bits512, VectorWidth.Bits256, VectorWidth.Bits128 }.Where(Hardware.Supports)];

    public static TheoryData<string> Names => [.. AllNets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_gives_the_same_bits(string name)
    {
        var net = AllNets.Create(name);
        net.VectorWidth = Widths[0];
        var expected = net.Alone(Lengths, states: true);
        foreach (var width in Widths)
        {
            net.VectorWidth = width;
            BitEquality.Same(expected, net.Alone(Lengths, states: true), $"{Widths[0]} and {width}");
            BitEquality.Same(expected, net.Batch(Lengths, states: true, BatchLayout.TimeFirst, 71), $"batch, {Widths[0]} and {width}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_plain_path_is_close_and_has_the_same_bits_in_a_batch(string name)
    {
        var net = AllNets.Create(name);
        var expected = net.Alone(Lengths, states: true);
        net.VectorWidth = VectorWidth.Plain;
        var plain = net.Alone(Lengths, states: true);
        BitEquality.Same(plain, net.Batch(Lengths, states: true, BatchLayout.BatchFirst, 70), "plain batch");
        foreach ((string result, float[] values) in expected)
        {
            Closeness.Within(1e-4, Closeness.Distance(Array.ConvertAll(values, value => (double)value), plain[result]), result);
        }
    }
}

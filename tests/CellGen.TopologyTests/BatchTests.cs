using CellGen.NumericTests;
using CellGen.TestOrder;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>
/// A batch gives the bits of its sequences alone, whatever their lengths and neighbours; what lies beyond their ends is
/// NaN, or no token, and stays as it is (see <see cref="BatchRows"/>).
/// </summary>
[TakesLong]
public class BatchTests
{
    /// <summary>
    /// Chunks have at least 64 steps: some of these lengths cross their ends, and one ends there. Of the last batch a group
    /// runs side by side.
    /// </summary>
    private static readonly int[][] Lengths = [[1], [9], [5, 1, 3], [1, 70, 2, 131, 64, 65], [130, 1], [2, .. Enumerable.Repeat(7, 35)]];

    public static TheoryData<string, BatchLayout> Cases
    {
        get
        {
            var cases = new TheoryData<string, BatchLayout>();
            foreach (string name in AllNets.Names)
            {
                cases.Add(name, BatchLayout.BatchFirst);
                cases.Add(name, BatchLayout.TimeFirst);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_sequence_has_the_same_bits_in_a_batch(string name, BatchLayout layout)
    {
        var net = AllNets.Create(name);
        foreach (int[] lengths in Lengths)
        {
            foreach (bool states in new[] { true, false })
            {
                var alone = net.Alone(lengths, states);
                foreach (int steps in new[] { lengths.Max(), lengths.Max() + 3 })
                {
                    var batch = net.Batch(lengths, states, layout, steps);
                    BitEquality.Same(alone, batch, $"[{string.Join(", ", lengths)}] of {steps} steps, states: {states}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_guards_would_see_a_difference(string name, BatchLayout layout)
    {
        var net = AllNets.Create(name);
        var batch = net.Batch([3, 2], true, layout, 4);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => BitEquality.Same(net.Alone([3, 3], true), batch, "other lengths"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => BitEquality.Same(net.Alone([3, 2], false), batch, "other states"));
    }
}

using System.Runtime.Intrinsics;
using CellGen.Simd;
using Xunit;

namespace CellGen.Tests.Simd;

/// <summary>The order of additions is the documented one, for one vector and for four.</summary>
public sealed class LaneSumTests
{
    [Fact]
    public void TheOrderIsATree()
    {
        var random = new Random(3);
        bool otherOrderDiffers = false;
        for (int i = 0; i < 100; i++)
        {
            Vector128<float>[] x = [.. Enumerable.Range(0, 4).Select(_ => Vector128.Create(Next(), Next(), Next(), Next()))];
            float[] expected = [.. x.Select(v => (v[0] + v[2]) + (v[1] + v[3]))];

            Assert.Equal(expected, x.Select(LaneSum.Of));
            Assert.Equal(Vector128.Create(expected), LaneSum.Of(x[0], x[1], x[2], x[3]));
            otherOrderDiffers |= x.Any(v => (v[0] + v[1]) + (v[2] + v[3]) != LaneSum.Of(v));
        }

        Assert.True(otherOrderDiffers);

        float Next() => (float)(random.NextDouble() - 0.5);
    }
}

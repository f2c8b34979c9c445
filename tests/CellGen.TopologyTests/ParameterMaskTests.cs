using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>A mask by the names of tensors has its numbers where the net has them, and the net is what it was.</summary>
public sealed class ParameterMaskTests
{
    [Fact]
    public void EveryTensorHasItsFactorAndPaddingNone()
    {
        var net = new MaskedGru(3);
        float[] before = net.Parameters.ToArray();

        float[] mask = ParameterMask.Of(net, name => name.Contains("bias", StringComparison.Ordinal) ? 0 : name.StartsWith("head", StringComparison.Ordinal) ? 2 : 1);

        Assert.Equal(before, net.Parameters.ToArray());
        Assert.Equal(before.Length, mask.Length);
        Assert.Equal(2 * ((3 * 30) + (10 * 30) + (20 * 30) + (10 * 30)), mask.Count(value => value == 1));
        Assert.Equal(2 * 20, mask.Count(value => value == 2));
        mask.CopyTo(net.Parameters);
        float[] biases = new float[30];
        net.Get("bias_hh_l1_reverse", biases);
        Assert.All(biases, value => Assert.Equal(0f, value));
        float[] weights = new float[300];
        net.Get("weight_hh_l1_reverse", weights);
        Assert.All(weights, value => Assert.Equal(1f, value));
    }

    [Fact]
    public void AFrozenTableCountsForNothingAndStays()
    {
        var net = new FrozenLstm(3);
        float[] table = new float[30];
        net.Get("embedding.weight", table);

        float[] mask = ParameterMask.Of(net, _ => 1);

        Assert.Equal(net.Parameters.Length, mask.Length);
        Assert.Equal(FrozenLstm.ParameterCount - 30, mask.Count(value => value == 1));
        float[] after = new float[30];
        net.Get("embedding.weight", after);
        Assert.Equal(table, after);
    }

    [Fact]
    public void ATroubledFactorLeavesTheNetAsItWas()
    {
        var net = new MaskedGru(3);
        float[] before = net.Parameters.ToArray();
        Assert.Throws<FormatException>(() => ParameterMask.Of(net, _ => throw new FormatException()));
        Assert.Equal(before, net.Parameters.ToArray());
    }
}

using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// A file of a larger net is never read into one that was declared smaller, also where other modules' tensors are allowed;
/// torch's names without a layer are read into every kind of net of one layer.
/// </summary>
public class LargerFileTests
{
    private static readonly NetShape Gru = new(CellKind.Gru, 2, 3);
    private static readonly NetShape Lstm = new(CellKind.Lstm, 2, 3);
    private static readonly NetShape Headed = Gru with { Head = new(2) };
    private static readonly NetShape Tutorial = new(CellKind.Concatenating, 2, 3, Head: new(2, HeadInput.InputAndPreviousState));

    private static readonly (NetShape Smaller, NetShape Larger, string Tensor)[] Pairs =
    [
        (Gru, Gru with { Layers = 2 }, "weight_ih_l1"),
        (Gru, Gru with { Bidirectional = true }, "weight_ih_l0_reverse"),
        (Gru with { Bias = false }, Gru, "bias_ih_l0"),
        (Headed with { Head = new(2, Bias: false) }, Headed, "head.bias"),
        (Lstm, Lstm with { Peephole = true }, "weight_ci_l0"),
        (new(CellKind.MinLstm, 2, 3), Gru, "weight_hh_l0"),
        (Tutorial with { Bias = false }, Tutorial, "i2h.bias"),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Pairs.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_file_of_a_larger_net_is_refused(int index)
    {
        NetCompiler.Compile([.. Pairs.SelectMany(pair => new[] { pair.Smaller, pair.Larger })]);
        (NetShape smaller, NetShape larger, string tensor) = Pairs[index];
        foreach (string prefix in new[] { "", "rnn." })
        {
            var names = new WeightNames { Prefix = prefix, AllowOthers = true };
            MemoryStream file = Saved(NetCompiler.Create(larger, 1), names);
            INet net = NetCompiler.Create(smaller, 2);
            float[] before = [.. net.Parameters];

            var thrown = Assert.Throws<SafeTensorsException>(() => net.LoadFrom(file, names));

            Assert.Equal(prefix + tensor, thrown.TensorName);
            Assert.Contains($"{net.Type.Name} does not read; it was declared with", thrown.Message);
            BitEquality.Same(before, net.Parameters, "parameters after a refused file");
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Names_without_a_layer_keep_the_bits(int index)
    {
        NetCompiler.Compile([.. Pairs.SelectMany(pair => new[] { pair.Smaller, pair.Larger })]);
        INet net = NetCompiler.Create(Pairs[index].Smaller, 1);
        var names = new WeightNames { Cell = "cell.", LayerSuffix = false };
        MemoryStream file = Saved(net, names);
        Assert.DoesNotContain(SafeTensors.Read(file).Tensors, tensor => tensor.Name.Contains("_l0"));
        file.Position = 0;

        INet loaded = NetCompiler.Create(Pairs[index].Smaller, 2);
        loaded.LoadFrom(file, names);

        BitEquality.Same(net.Parameters, loaded.Parameters, "parameters");
    }

    private static MemoryStream Saved(INet net, WeightNames names)
    {
        var file = new MemoryStream();
        net.Save(file, names);
        file.Position = 0;
        return file;
    }
}

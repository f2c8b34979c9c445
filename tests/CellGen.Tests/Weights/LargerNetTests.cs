using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Weights;

/// <summary>
/// AllowOthers lets pass the tensors of other modules, and never those that only a larger net of the kind has: they are the
/// net's own, and without them it would compute something else.
/// </summary>
public sealed class LargerNetTests
{
    private static readonly string[] Gru = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"];
    private static readonly string[] Unbiased = ["weight_ih_l0", "weight_hh_l0", "head.weight"];
    private static readonly string[] TwoWays = [.. Gru, .. Gru.Select(name => name + "_reverse")];
    private static readonly string[] Peephole = [.. Gru, "weight_cf_l0", "weight_co_l0"];
    private static readonly string[] Concatenating = ["i2h.weight", "i2o.weight"];
    private static readonly string[] MinLstm = ["weight_ih_l0", "bias_ih_l0"];

    public static TheoryData<string[], string, string> Own => new()
    {
        { Gru, "weight_ih_l1", "with Layers = 1" },
        { Gru, "bias_hh_l12_reverse", "with Layers = 1" },
        { TwoWays, "weight_ih_l1_reverse", "with Layers = 1" },
        { [.. Gru, .. Gru.Select(name => name.Replace("l0", "l1"))], "weight_hh_l2", "with Layers = 2" },
        { Gru, "weight_hh_l0_reverse", "without Bidirectional" },
        { Gru, "weight_hr_l0", "without Projection" },
        { TwoWays, "weight_hr_l0_reverse", "without Projection" },
        { Gru, "weight_co_l0", "without Peephole" },
        { Peephole, "weight_ci_l0", "with CoupledGates" },
        { Unbiased, "bias_ih_l0", "with Bias = false" },
        { Unbiased, "head.bias", "with [DenseHead(Bias = false)]" },
        { Concatenating, "i2h.bias", "with Bias = false" },
        { Concatenating, "i2o.bias", "with [DenseHead(Bias = false)]" },
        { Gru, "h0_l0", "without InitialState.Trained" },
        { Gru, "c0_l0", "without InitialState.Trained" },
        { [.. Gru, "h0_l0"], "c0_l0", "with a Kind that has no such tensor" },
        { MinLstm, "weight_hh_l0", "with a Kind that has no such tensor" },
        { MinLstm, "bias_hh_l0", "with a Kind that has no such tensor" },
    };

    public static TheoryData<string[], string> Others => new()
    {
        { Gru, "decoder.weight" },
        { Gru, "decoder.weight_ih_l1" },
        { Gru, "head.bias" }, // of a Linear: a net without a head reads the recurrent part of a module
        { Gru, "head.weight" },
        { Gru, "embedding.weight" },
        { Gru, "i2h.bias" },
        { Gru, "note" },
        { Gru, "weight" },
        { Gru, "weight_ih" },
        { Gru, "weight_ih_l" },
        { Gru, "weight_ih_l1_raw" },
        { Gru, "weight_ih_l+1" },
        { Gru, "weight_ih_l99999999999" },
        { Gru, "reset_weight_ih_l1" },
        { Gru, "kernel_l1" },
        { Gru, "_l1" },
        { Unbiased, "fc.bias" },
        { Unbiased, "head.scale" },
        { Unbiased, "head.norm.bias" },
        { Unbiased, "i2o.bias" },
    };

    [Theory]
    [MemberData(nameof(Own))]
    public void WhatALargerNetHasIsRefused(string[] net, string name, string declared)
    {
        foreach (string prefix in new[] { "", "rnn.", "model.rnn." })
        {
            var error = Assert.Throws<SafeTensorsException>(() => Load(net, prefix, [prefix + name]));
            Assert.Equal(
                $"The file holds {prefix}{name} [1], which Net does not read; it was declared {declared}.", error.Message);
            Assert.Equal(prefix + name, error.TensorName);

            // It is said without AllowOthers, too; and behind any number of other modules' tensors.
            var strict = Assert.Throws<SafeTensorsException>(() => Load(net, prefix, [prefix + name], allowOthers: false));
            Assert.Equal(error.Message, strict.Message);
            Assert.Equal(
                error.Message,
                Assert.Throws<SafeTensorsException>(() => Load(net, prefix, ["a", "other.weight_ih_l1", prefix + name])).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void WhatOtherModulesHaveIsAllowed(string[] net, string name)
    {
        foreach (string prefix in new[] { "", "rnn.", "model.rnn." })
        {
            Load(net, prefix, [prefix + name]);
            Assert.Equal(
                prefix + name,
                Assert.Throws<SafeTensorsException>(() => Load(net, prefix, [prefix + name], allowOthers: false)).TensorName);
        }
    }

    [Theory]
    [InlineData("rnn2.weight_ih_l1")]
    [InlineData("rnn2.weight_hh_l0_reverse")]
    [InlineData("rn.weight_ih_l1")]
    [InlineData("weight_ih_l1")]
    [InlineData("rnn.inner.weight_ih_l1")]
    [InlineData("model.rnn.weight_ih_l1")]
    [InlineData("RNN.weight_ih_l1")]
    [InlineData("rnn.note")]
    public void APrefixIsTheWholePrefix(string name) => Load(Gru, "rnn.", [name]);

    [Fact]
    public void ThePrefixesOfThePartsAreThoseThatWereSaid()
    {
        var names = new WeightNames { Prefix = "model.", Cell = "rnn.", Head = "fc.", AllowOthers = true };

        Load(Unbiased, names, ["model.head.bias", "model.bias_ih_l0", "fc.bias", "rnn.weight_ih_l1", "model.fc2.bias"]);
        Refused(Unbiased, names, "model.fc.bias", "with [DenseHead(Bias = false)]");
        Refused(Unbiased, names, "model.rnn.bias_ih_l0", "with Bias = false");

        // A part whose names were said is the net's own also where the net has none.
        Refused(Gru, names, "model.fc.weight", "without [DenseHead]");
        Refused(Gru, names with { Embedding = "words." }, "model.words.weight", "without [Embedding]");
        Load(Gru, names with { Embedding = "words." }, ["model.words.bias", "words.weight", "model.head.weight"]);
    }

    [Fact]
    public void NothingIsLoaded()
    {
        float[] packed = [7, 8, 9, 10];

        Assert.Throws<SafeTensorsException>(() => Layout(Gru).Load(packed, File(Gru, "", ["weight_ih_l1"]), Allowing("")));

        Assert.Equal([7, 8, 9, 10], packed);
    }

    private static void Refused(string[] net, WeightNames names, string name, string declared) => Assert.Equal(
        $"The file holds {name} [1], which Net does not read; it was declared {declared}.",
        Assert.Throws<SafeTensorsException>(() => Load(net, names, [name])).Message);

    private static void Load(string[] net, string prefix, string[] others, bool allowOthers = true) =>
        Layout(net).Load(new float[net.Length], File(net, prefix, others), Allowing(prefix) with { AllowOthers = allowOthers });

    private static void Load(string[] net, WeightNames names, string[] others)
    {
        var stream = new MemoryStream();
        Layout(net).Save(new float[net.Length], stream, names);
        stream.Position = 0;
        Layout(net).Load(new float[net.Length], With(others, [.. SafeTensors.Read(stream).Tensors]), names);
    }

    private static WeightNames Allowing(string prefix) => new() { Prefix = prefix, AllowOthers = true };

    private static MemoryStream File(string[] net, string prefix, string[] others) =>
        With(others, [.. net.Select(name => new SafeTensor(prefix + name, [1], [1]))]);

    private static MemoryStream With(string[] others, SafeTensor[] tensors)
    {
        var stream = new MemoryStream();
        SafeTensors.Write(stream, [.. others.Select(name => new SafeTensor(name, [1], [2])), .. tensors]);
        stream.Position = 0;
        return stream;
    }

    /// <summary>The tensors of a net of one unit, as far as their names matter.</summary>
    private static ParameterLayout Layout(string[] names) => new(
        "Net",
        [.. names.Select((name, i) => new ParameterTensor(name, Role(name), 1, 0, 1, -1, 1, ParameterBlock.Matrix(i, 1, 1, 0, 0, 0, 1, 0)))]);

    private static ParameterRole Role(string name) =>
        name.StartsWith("head.", StringComparison.Ordinal) || name.StartsWith("i2o.", StringComparison.Ordinal)
            ? ParameterRole.HeadWeight
            : ParameterRole.HiddenWeight;
}

using CellGen.Generated;
using CellGen.Tests.Generated;
using Xunit;

namespace CellGen.Tests.Weights;

/// <summary>The names of torch.nn.GRUCell, LSTMCell and RNNCell, which have no layer: said, never guessed.</summary>
public sealed class CellNamesTests
{
    private static readonly WeightNames Cell = new() { LayerSuffix = false };

    [Fact]
    public void TheNamesHaveNoLayer() => Assert.Equal(
        ["decoder.weight_ih", "decoder.weight_hh", "decoder.bias_ih", "decoder.bias_hh", "decoder.weight_ci"],
        Saved(TestModel.CellOnly, Cell with { Cell = "decoder." }).Tensors.Select(tensor => tensor.Name));

    [Fact]
    public void HeadAndEmbeddingKeepTheirNames() => Assert.Equal(
        ["m.embedding.weight", "m.weight_ih", "m.weight_hh", "m.bias_ih", "m.bias_hh", "m.weight_ci", "m.fc.weight", "m.fc.bias"],
        Saved(TestModel.Layout, Cell with { Prefix = "m.", Head = "fc." }).Tensors.Select(tensor => tensor.Name));

    [Theory]
    [InlineData("")]
    [InlineData("decoder.cell.")]
    public void AFileOfACellIsRead(string prefix)
    {
        // As torch.nn.LSTMCell(3, 5).state_dict() has them, in its order; a peephole, which torch has not.
        MemoryStream file = File(
            [.. Saved(TestModel.CellOnly, null).Tensors.Select(tensor => Renamed(tensor, prefix + tensor.Name.Replace("_l0", "")))]);
        float[] loaded = new float[TestModel.Length];

        TestModel.CellOnly.Load(loaded, file, Cell with { Cell = prefix });

        TestModel.CellOnly.Save(loaded, file = new MemoryStream());
        Assert.Equal(
            Saved(TestModel.CellOnly, null).Tensors.Select(tensor => (tensor.Name, Text(tensor))),
            Read(file).Tensors.Select(tensor => (tensor.Name, Text(tensor))));
    }

    [Theory]
    [InlineData("weight_ih_l1")]
    [InlineData("weight_hh_l0_reverse")]
    public void OneLayerAndOneDirectionAlone(string upper)
    {
        var layout = new ParameterLayout("Net", Tensor("weight_ih_l0", 0), Tensor(upper, 1));
        string expected = "LayerSuffix = false gives names to the tensors of one layer and one direction, as torch.nn.GRUCell has; "
            + $"Net has {upper} too.";

        Assert.StartsWith(
            expected, Assert.Throws<ArgumentException>("names", () => layout.Save(new float[2], new MemoryStream(), Cell)).Message);
        Assert.StartsWith(
            expected, Assert.Throws<ArgumentException>("names", () => layout.Load(new float[2], new MemoryStream(), Cell)).Message);
    }

    [Fact]
    public void TheyAreAdvised()
    {
        Advised("new WeightNames { LayerSuffix = false }", "weight_ih", null, Cell);
        Advised("new WeightNames { Prefix = \"decoder.\", LayerSuffix = false }", "decoder.weight_ih", null, Cell with { Prefix = "decoder." });
        Advised("new WeightNames { Prefix = \"a.\", LayerSuffix = false }", "a.weight_ih", "b.", Cell with { Prefix = "a." });
        Advised("new WeightNames { Prefix = \"a.\", LayerSuffix = false }", "a.weight_ih", Cell, Cell with { Prefix = "a." });
        Advised("new WeightNames { LayerSuffix = true }", "weight_ih_l0", Cell, null);
        Advised("new WeightNames { Prefix = \"a.\", LayerSuffix = true }", "a.weight_ih_l0", Cell, "a.");
    }

    [Fact]
    public void TheyAreAdvisedTogetherWithTheHeads()
    {
        MemoryStream file = File(
            [.. Saved(TestModel.Layout, new() { Cell = "cell.", Head = "fc.", LayerSuffix = false }).Tensors]);

        var error = Assert.Throws<SafeTensorsException>(() => TestModel.Layout.Load(new float[TestModel.Length], file));

        Assert.EndsWith(
            "the file has cell.weight_ih: pass new WeightNames { Embedding = \"embedding.\", Cell = \"cell.\", Head = \"fc.\", LayerSuffix = false }.",
            error.Message);
    }

    [Theory]
    [InlineData("bias_ih", true)]
    [InlineData("weight_hr", true)]
    [InlineData("bias_ih_l0", false)]
    [InlineData("weight_ih_l1", false)]
    [InlineData("other.bias_ih", false)]
    public void WhatALargerCellHasIsRefused(string name, bool refused)
    {
        var layout = new ParameterLayout("Net", Tensor("weight_ih_l0", 0), Tensor("weight_hh_l0", 1));
        MemoryStream file = File(
            new SafeTensor("weight_ih", [1], [1]), new SafeTensor("weight_hh", [1], [2]), new SafeTensor(name, [1], [3]));
        float[] loaded = [0, 0];

        var error = Record.Exception(() => layout.Load(loaded, file, Cell with { AllowOthers = true }));

        Assert.Equal(refused ? name : null, (error as SafeTensorsException)?.TensorName);
        Assert.Equal(refused ? 0 : 2, loaded[1]);
    }

    private static void Advised(string advice, string found, WeightNames? asked, WeightNames? inFile)
    {
        MemoryStream file = File([.. Saved(TestModel.CellOnly, inFile).Tensors]);

        var error = Assert.Throws<SafeTensorsException>(() => TestModel.CellOnly.Load(new float[TestModel.Length], file, asked));

        Assert.EndsWith($"which the file has not; the file has {found}: pass {advice}.", error.Message);
    }

    private static SafeTensorsFile Saved(ParameterLayout layout, WeightNames? names)
    {
        var stream = new MemoryStream();
        layout.Save(TestModel.Packed(3), stream, names);
        return Read(stream);
    }

    private static SafeTensorsFile Read(MemoryStream stream)
    {
        stream.Position = 0;
        return SafeTensors.Read(stream);
    }

    private static MemoryStream File(params SafeTensor[] tensors)
    {
        var stream = new MemoryStream();
        SafeTensors.Write(stream, tensors);
        stream.Position = 0;
        return stream;
    }

    private static SafeTensor Renamed(SafeTensor tensor, string name) => new(name, [.. tensor.Shape], RawFile.Floats(tensor));

    private static string Text(SafeTensor tensor) => $"{tensor} {string.Join(' ', RawFile.Floats(tensor))}";

    private static ParameterTensor Tensor(string name, int offset) =>
        new(name, ParameterRole.HiddenWeight, 1, 0, 1, -1, 1, ParameterBlock.Matrix(offset, 1, 1, 0, 0, 0, 1, 0));
}

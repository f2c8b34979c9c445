using CellGen.NumericTests;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>Weight files whose names are those of a module around the layers.</summary>
public class WeightNameTests
{
    private static readonly WeightNames Module = new() { Prefix = "model.", Cell = "rnn.", Head = "fc.", Embedding = "tokens." };

    [Fact]
    public void A_prefix_stands_before_every_name()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            var net = new BatchGru(1);
            net.Save(path, "model.rnn.");
            Assert.All(SafeTensors.Read(path).Tensors, tensor => Assert.StartsWith("model.rnn.", tensor.Name));
            BitEquality.Same(net.Parameters, BatchGru.Load(path, "model.rnn.").Parameters, "loaded");
            var other = new BatchGru(2);
            other.LoadFrom(path, "model.rnn.");
            BitEquality.Same(net.Parameters, other.Parameters, "replaced");

            var thrown = Assert.Throws<SafeTensorsException>(() => BatchGru.Load(path));
            Assert.Contains(path, thrown.Message);
            Assert.Contains("weight_ih_l0", thrown.Message);
            Assert.Contains("pass the prefix \"model.rnn.\"", thrown.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Each_part_has_its_own_name()
    {
        var net = new EmbeddedLstm(1);
        using var file = new MemoryStream();
        net.Save(file, Module);
        string[] names = [.. Tensors(file).Select(tensor => tensor.Name)];
        Assert.Contains("model.rnn.weight_hh_l1", names);
        Assert.Contains("model.fc.weight", names);
        Assert.Contains("model.tokens.weight", names);
        Assert.Equal(Weights.Lengths(net).Count, names.Length);

        file.Position = 0;
        var loaded = EmbeddedLstm.Load(file, Module);
        BitEquality.Same(net.Parameters, loaded.Parameters, "parameters");
    }

    [Fact]
    public void A_frozen_embedding_has_its_name_too()
    {
        var net = new FrozenGru(1);
        using var file = new MemoryStream();
        net.Save(file, Module);
        file.Position = 0;
        BitEquality.Same(
            Weights.Of(net, "embedding.weight"), Weights.Of(FrozenGru.Load(file, Module), "embedding.weight"), "embedding");
    }

    [Fact]
    public void The_tutorials_head_is_called_i2o()
    {
        var net = new TutorialNet(1);
        Assert.Equal(["i2h.bias", "i2h.weight", "i2o.bias", "i2o.weight"], Weights.Lengths(net).Keys.Order());
        using var file = new MemoryStream();
        net.Save(file, new WeightNames { Head = "out." });
        Assert.Contains("out.weight", Tensors(file).Select(tensor => tensor.Name));
        file.Position = 0;
        BitEquality.Same(net.Parameters, TutorialNet.Load(file, new WeightNames { Head = "out." }).Parameters, "parameters");
    }

    [Fact]
    public void Other_tensors_are_an_error_unless_they_are_allowed()
    {
        var net = new EmbeddedLstm(1);
        using var file = new MemoryStream();
        net.Save(file, Module);
        SafeTensor[] tensors = [.. Tensors(file), new SafeTensor("optimizer.step", [1], [3f])];
        using var more = new MemoryStream();
        SafeTensors.Write(more, tensors);

        more.Position = 0;
        var thrown = Assert.Throws<SafeTensorsException>(() => EmbeddedLstm.Load(more, Module));
        Assert.Equal("optimizer.step", thrown.TensorName);
        Assert.Contains("EmbeddedLstm does not read", thrown.Message);

        more.Position = 0;
        BitEquality.Same(
            net.Parameters, EmbeddedLstm.Load(more, Module with { AllowOthers = true }).Parameters, "parameters");
    }

    [Fact]
    public void The_error_says_what_to_pass_and_nothing_is_changed()
    {
        using var file = new MemoryStream();
        new EmbeddedLstm(1).Save(file, Module);
        var net = new EmbeddedLstm(2);
        float[] before = net.Parameters.ToArray();
        file.Position = 0;
        var thrown = Assert.Throws<SafeTensorsException>(() => net.LoadFrom(file));
        Assert.Contains("the file has model.rnn.weight_ih_l0", thrown.Message);
        Assert.Contains(
            "new WeightNames { Cell = \"model.rnn.\", Head = \"model.fc.\", Embedding = \"model.tokens.\" }", thrown.Message);
        BitEquality.Same(before, net.Parameters, "parameters");

        // What it says, done.
        file.Position = 0;
        net.LoadFrom(file, new WeightNames { Cell = "model.rnn.", Head = "model.fc.", Embedding = "model.tokens." });
        BitEquality.Same(new EmbeddedLstm(1).Parameters, net.Parameters, "parameters");
    }

    private static IReadOnlyList<SafeTensor> Tensors(MemoryStream file)
    {
        file.Position = 0;
        return [.. SafeTensors.Read(file).Tensors];
    }
}

using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>The names of the tensors of a net of several layers, in memory and in files.</summary>
public class NetworkWeightTests
{
    public static TheoryData<string> Names => CommittedNetworks.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_holds_the_names_and_shapes_and_a_round_trip_keeps_the_bits(string name)
    {
        var problem = new NetworkProblem(CommittedNetworks.Find(name));
        ILayeredNet net = problem.NewNet(CommittedNetworks.Compiler);
        SafeTensorsFile file = Saved(net, null, out MemoryStream stream);
        Assert.Equal(problem.Net.Tensors.Select(tensor => tensor.Name).Order(), file.Tensors.Select(tensor => tensor.Name).Order());
        foreach (ParameterShape tensor in problem.Net.Tensors)
        {
            Assert.True(file.TryGet(tensor.Name, out SafeTensor? saved));
            Assert.Equal(tensor.Dimensions.Select(length => (long)length), saved.Shape);
            var values = new float[tensor.Count];
            saved.CopyTo(values);
            BitEquality.Same(problem.Weights[tensor.Name], values, tensor.Name);
            net.Get(tensor.Name, values);
            BitEquality.Same(problem.Weights[tensor.Name], values, tensor.Name);
        }

        ILayeredNet other = CommittedNetworks.Compiler.Create(problem.Net, seed: 5);
        other.LoadFrom(stream);
        BitEquality.Same(net.Parameters, other.Parameters, "parameters");
        BitEquality.Same(
            NetworkResults.Forward(problem, net, net.NewWorkspace(problem.Steps)), NetworkResults.Forward(problem, other, other.NewWorkspace(problem.Steps)), "loaded");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seed_draws_all_tensors_and_no_padding(string name)
    {
        NetworkDescription description = CommittedNetworks.Find(name);
        ILayeredNet net = CommittedNetworks.Compiler.Create(description, seed: 3);
        BitEquality.Same(net.Parameters, CommittedNetworks.Compiler.Create(description, seed: 3).Parameters, "the same seed");
        string[] initial = [.. description.Nodes.SelectMany(node => node.InitialStates.Select(tensor => node.Prefix + tensor.Name))];
        int drawn = 0;
        foreach (ParameterShape tensor in description.Trained)
        {
            var values = new float[tensor.Count];
            net.Get(tensor.Name, values);
            drawn += values.Count(value => value != 0);
            Assert.Equal(initial.Contains(tensor.Name), values.All(value => value == 0));
        }

        Assert.Equal(drawn, net.Parameters.ToArray().Count(value => value != 0));
    }

    [Fact]
    public void Layers_have_the_files_own_names()
    {
        AssertNames("Denoiser", new WeightNames { Prefix = "net.", Layers = new Dictionary<string, string> { ["vad"] = "vad_output.", ["noise_gru"] = "gru2." } }, name =>
            "net." + (name.StartsWith("vad.") ? "vad_output." + name[4..] : name.StartsWith("noise_gru.") ? "gru2." + name[10..] : name));
        AssertNames("Denoiser", new WeightNames { LayerSuffix = false }, name => name.Replace("_l0", ""));
        AssertNames("Agent", new WeightNames { Cell = "rnn.", Layers = new Dictionary<string, string> { ["value"] = "" } }, name =>
            name.StartsWith("value.") ? name[6..] : name.Contains("_l0") ? "rnn." + name : name);
        AssertNames("Speller", new WeightNames { Prefix = "model.", Head = "fc." }, name => "model." + name.Replace("head.", "fc."));
        AssertNames("Frozen", new WeightNames { Embedding = "table.", Head = "out." }, name => name.Replace("embedding.", "table.").Replace("head.", "out."));
    }

    /// <summary>A name that nothing takes is a mistake, not a file that lacks what it has.</summary>
    [Fact]
    public void A_name_that_no_tensor_takes_is_an_error_that_says_so()
    {
        AssertUnused("Denoiser", new WeightNames { Cell = "rnn." }, "Cell is 'rnn.', which no tensor of Denoiser takes");
        AssertUnused("Agent", new WeightNames { Cell = "rnn.", Head = "fc." }, "Head is 'fc.', which no tensor of Agent takes");
    }

    private static void AssertUnused(string net, WeightNames names, string message)
    {
        ILayeredNet model = CommittedNetworks.Compiler.Create(CommittedNetworks.Find(net));
        Assert.StartsWith(message, Assert.Throws<ArgumentException>("names", () => model.Save(new MemoryStream(), names)).Message);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>("names", () => model.LoadFrom(new MemoryStream(), names)).Message);
    }

    [Fact]
    public void A_missing_tensor_is_named_as_the_file_should_have_it()
    {
        NetworkDescription description = CommittedNetworks.Find("Denoiser");
        ILayeredNet net = CommittedNetworks.Compiler.Create(description);
        SafeTensorsFile file = Saved(net, null, out _);
        foreach (SafeTensor missing in file.Tensors)
        {
            using var part = new MemoryStream();
            SafeTensors.Write(part, [.. file.Tensors.Where(tensor => tensor != missing).Select(Copy)]);
            part.Position = 0;
            Assert.Contains(missing.Name, Assert.Throws<SafeTensorsException>(() => net.LoadFrom(part)).Message);
        }
    }

    /// <summary>A file of a net with more in one of its layers would be read as another net.</summary>
    [Theory]
    [InlineData("vad_gru.weight_ih_l1", "with Layers = 1")]
    [InlineData("noise_gru.weight_hh_l0_reverse", "without Bidirectional")]
    [InlineData("gru.weight_ih_l0", null)]
    [InlineData("vad.scale", null)]
    public void A_tensor_of_a_larger_layer_is_refused_and_others_only_if_they_are_not_allowed(string name, string? declared)
    {
        ILayeredNet net = CommittedNetworks.Compiler.Create(CommittedNetworks.Find("Denoiser"));
        SafeTensorsFile file = Saved(net, null, out _);
        using var more = new MemoryStream();
        SafeTensors.Write(more, [.. file.Tensors.Select(Copy), new(name, [15, 5], new float[75])]);
        more.Position = 0;
        Assert.Contains(name, Assert.Throws<SafeTensorsException>(() => net.LoadFrom(more)).Message);
        more.Position = 0;
        var others = new WeightNames { AllowOthers = true };
        if (declared is null)
        {
            net.LoadFrom(more, others);
        }
        else
        {
            string message = Assert.Throws<SafeTensorsException>(() => net.LoadFrom(more, others)).Message;
            Assert.Contains(name, message);
            Assert.Contains(declared, message);
        }
    }

    [Fact]
    public void A_bias_of_a_layer_without_one_is_refused()
    {
        ILayeredNet net = CommittedNetworks.Compiler.Create(CommittedNetworks.Find("Nested"));
        SafeTensorsFile file = Saved(net, null, out _);
        using var more = new MemoryStream();
        SafeTensors.Write(more, [.. file.Tensors.Select(Copy), new("d.bias", [8], new float[8])]);
        more.Position = 0;
        Assert.Contains("with Bias = false", Assert.Throws<SafeTensorsException>(() => net.LoadFrom(more, new WeightNames { AllowOthers = true })).Message);
    }

    [Fact]
    public void A_tensor_that_is_not_there_is_an_error_with_those_that_are()
    {
        ILayeredNet net = CommittedNetworks.Compiler.Create(CommittedNetworks.Find("Denoiser"));
        foreach (string name in new[] { "weight_ih_l0", "vad_gru.weight", "head.weight", "vad.weight_ih_l0", "Vad.weight" })
        {
            var error = Assert.Throws<ArgumentException>(() => net.Get(name, new float[5]));
            Assert.Contains($"'{name}'", error.Message);
            Assert.Contains("vad_gru.weight_ih_l0", error.Message);
        }

        Assert.Contains("vad.weight", Assert.Throws<ArgumentException>(() => net.Set("vad.weight", new float[6])).Message);
    }

    [Fact]
    public void Names_that_give_two_tensors_one_name_are_refused()
    {
        ILayeredNet net = CommittedNetworks.Compiler.Create(CommittedNetworks.Find("Denoiser"));
        var names = new WeightNames { Layers = new Dictionary<string, string> { ["vad"] = "gains." } };
        Assert.Contains("gains.weight", Assert.Throws<ArgumentException>(() => net.Save(Stream.Null, names)).Message);
    }

    private static void AssertNames(string name, WeightNames names, Func<string, string> expected)
    {
        NetworkDescription description = CommittedNetworks.Find(name);
        ILayeredNet net = CommittedNetworks.Compiler.Create(description, seed: 1);
        SafeTensorsFile file = Saved(net, names, out MemoryStream stream);
        Assert.Equal(description.Tensors.Select(tensor => expected(tensor.Name)).Order(), file.Tensors.Select(tensor => tensor.Name).Order());
        ILayeredNet other = CommittedNetworks.Compiler.Create(description, seed: 2);
        other.LoadFrom(stream, names);
        BitEquality.Same(net.Parameters, other.Parameters, name);
    }

    private static SafeTensorsFile Saved(ILayeredNet net, WeightNames? names, out MemoryStream stream)
    {
        stream = new MemoryStream();
        net.Save(stream, names);
        stream.Position = 0;
        SafeTensorsFile file = SafeTensors.Read(stream);
        stream.Position = 0;
        return file;
    }

    private static SafeTensor Copy(SafeTensor tensor)
    {
        var values = new float[tensor.Count];
        tensor.CopyTo(values);
        return new(tensor.Name, [.. tensor.Shape], values);
    }
}

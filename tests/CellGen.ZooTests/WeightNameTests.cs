using CellGen.ZooTests.Nets;
using Xunit;

namespace CellGen.ZooTests;

/// <summary>The names of a weight file for nets of several layers; the zoo is not needed.</summary>
public class WeightNameTests
{
    private static readonly WeightNames Outputs = new()
    {
        Layers = new Dictionary<string, string> { ["vad"] = "vad_output.", ["gains"] = "denoise_output." },
    };

    [Fact]
    public void The_error_says_what_to_pass_for_layers()
    {
        using var file = Saved(Outputs);

        var thrown = Assert.Throws<SafeTensorsException>(() => Denoiser.Load(file));

        Assert.Contains("new WeightNames { Layers = new Dictionary<string, string> { [\"vad\"] = \"vad_output.\", [\"gains\"] = \"denoise_output.\" } }", thrown.Message);
        file.Position = 0;
        Assert.Equal(new Denoiser(seed: 1).Parameters, Denoiser.Load(file, Outputs).Parameters);
    }

    [Fact]
    public void The_error_says_the_prefix_of_all_layers()
    {
        using var file = Saved("model.");
        Assert.Contains("pass the prefix \"model.\"", Assert.Throws<SafeTensorsException>(() => Denoiser.Load(file)).Message);
    }

    [Fact]
    public void A_name_for_a_layer_that_the_net_has_not_is_refused()
    {
        using var file = Saved(Outputs);

        var thrown = Assert.Throws<ArgumentException>(() => Denoiser.Load(file, new WeightNames { Layers = new Dictionary<string, string> { ["vadd"] = "vad_output." } }));

        Assert.Contains("'vadd'", thrown.Message);
        Assert.Contains("input_dense, vad_gru, vad, noise_gru, denoise_gru, gains", thrown.Message);
    }

    [Fact]
    public void Another_layer_of_a_named_cell_is_refused_even_where_others_are_allowed()
    {
        using var file = new MemoryStream();
        new RtNeuralLstmTorch(seed: 1).Save(file);
        file.Position = 0;
        SafeTensor[] tensors = [.. SafeTensors.Read(file).Tensors, new SafeTensor("lstm.weight_ih_l1", [32, 8], new float[256])];
        using var larger = new MemoryStream();
        SafeTensors.Write(larger, tensors);
        larger.Position = 0;

        var thrown = Assert.Throws<SafeTensorsException>(() => RtNeuralLstmTorch.Load(larger, new WeightNames { AllowOthers = true }));

        Assert.Contains("Layers = 1 for lstm", thrown.Message);
    }

    [Fact]
    public void Tensors_of_other_modules_are_none_of_a_layers()
    {
        using var file = new MemoryStream();
        new RtNeuralLstmTorch(seed: 1).Save(file);
        file.Position = 0;
        SafeTensor[] tensors = [.. SafeTensors.Read(file).Tensors, new SafeTensor("other.weight_ih_l1", [2], [1, 2]), new SafeTensor("weight_ih_l4", [2], [1, 2])];
        using var more = new MemoryStream();
        SafeTensors.Write(more, tensors);
        more.Position = 0;

        Assert.Equal(new RtNeuralLstmTorch(seed: 1).Parameters, RtNeuralLstmTorch.Load(more, new WeightNames { AllowOthers = true }).Parameters);
    }

    private static MemoryStream Saved(WeightNames names)
    {
        var file = new MemoryStream();
        new Denoiser(seed: 1).Save(file, names);
        file.Position = 0;
        return file;
    }
}

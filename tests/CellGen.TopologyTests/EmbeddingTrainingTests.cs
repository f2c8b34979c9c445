using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>An embedding is trained with the net, or stays as it is.</summary>
public class EmbeddingTrainingTests
{
    [Fact]
    public void Training_changes_the_rows_that_are_read_and_lowers_the_loss()
    {
        var net = new EmbeddedLstm(1);
        float[] before = Weights.Of(net, "embedding.weight");
        int[] tokens = [0, 3, 8, 3];
        float[] target = [0.5f, -0.25f, 0.125f];
        var tape = new EmbeddedLstm.Tape(4);
        var gradient = new EmbeddedLstm.Gradient();
        var adam = new Adam(net.Parameters.Length, learningRate: 0.02f);
        var (output, outputGradient) = (new float[3], new float[3]);
        var losses = new List<float>();
        for (int step = 0; step < 20; step++)
        {
            net.Forward(tokens, output, tape);
            losses.Add(MeanSquaredError.Compute(output, target, outputGradient));
            gradient.Clear();
            net.Backward(tokens, outputGradient, gradient, tape);
            adam.Step(net.Parameters, gradient.Values);
        }

        Assert.True(losses[^1] < 0.1f * losses[0], string.Join(" ", losses));
        float[] after = Weights.Of(net, "embedding.weight");
        int[] changed = [.. Enumerable.Range(0, 9).Where(row => !before.AsSpan(row * 5, 5).SequenceEqual(after.AsSpan(row * 5, 5)))];
        Assert.Equal([0, 3, 8], changed);
    }

    [Fact]
    public void A_frozen_embedding_is_no_part_of_the_parameters()
    {
        var net = new FrozenGru(1);
        var twin = new LookedUpFrozenGru(2);
        var gradient = new FrozenGru.Gradient();
        Assert.Equal(twin.Parameters.Length, net.Parameters.Length);
        Assert.Equal(net.Parameters.Length, gradient.Values.Length);

        var thrown = Assert.Throws<ArgumentException>(() => gradient.Get("embedding.weight", new float[48]));
        Assert.Contains("FrozenGru", thrown.Message);
        Assert.Contains("embedding.weight", thrown.Message);
    }

    [Fact]
    public void Training_with_weight_decay_leaves_a_frozen_embedding_alone()
    {
        var net = new FrozenGru(1);
        float[] before = Weights.Of(net, "embedding.weight");
        float[] head = Weights.Of(net, "head.weight");
        int[] tokens = Tokens.Noise("tokens", 5, 8);
        var tape = new FrozenGru.Tape(5);
        var gradient = new FrozenGru.Gradient();
        var adam = new Adam(net.Parameters.Length, learningRate: 0.1f, weightDecay: 0.5f);
        for (int step = 0; step < 5; step++)
        {
            net.Forward(tokens, new float[10], tape);
            net.Backward(tokens, Noise.Values("output gradient", 10), gradient, tape);
            adam.Step(net.Parameters, gradient.Values);
        }

        BitEquality.Same(before, Weights.Of(net, "embedding.weight"), "embedding");
        Assert.NotEqual(head, Weights.Of(net, "head.weight"));
    }

    [Fact]
    public void A_frozen_embedding_that_is_set_makes_a_tape_stale()
    {
        var net = new FrozenGru(1);
        int[] tokens = Tokens.Noise("tokens", 5, 8);
        var tape = new FrozenGru.Tape(5);
        var gradient = new FrozenGru.Gradient();
        net.Forward(tokens, new float[10], tape);
        float[] rows = Weights.Of(net, "embedding.weight");
        net.Set("embedding.weight", Noise.Values("pretrained", 48));
        Assert.Throws<InvalidOperationException>(() => net.Backward(tokens, new float[10], gradient, tape));
        net.Set("embedding.weight", rows);
        net.Backward(tokens, new float[10], gradient, tape);
    }

    [Fact]
    public void A_frozen_embedding_is_saved_loaded_and_set()
    {
        var net = new FrozenGru(1);
        float[] rows = Noise.Values("pretrained", 48);
        net.Set("embedding.weight", rows);
        using var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;
        var loaded = FrozenGru.Load(file);
        BitEquality.Same(rows, Weights.Of(loaded, "embedding.weight"), "embedding");
        BitEquality.Same(net.Parameters, loaded.Parameters, "parameters");

        int[] tokens = Tokens.Noise("tokens", 9, 8);
        BitEquality.Same(Harnesses.Tokens(net).Run(tokens), Harnesses.Tokens(loaded).Run(tokens), "loaded");
    }

    [Fact]
    public void A_trained_embedding_is_saved_and_loaded()
    {
        var net = new EmbeddedGru(1);
        using var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;
        Assert.Equal([5, 3], SafeTensors.Read(file).Tensors.Single(tensor => tensor.Name == "embedding.weight").Shape);
        file.Position = 0;
        BitEquality.Same(net.Parameters, EmbeddedGru.Load(file).Parameters, "parameters");
    }
}

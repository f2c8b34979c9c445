using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Sums over the steps of a sequence keep their digits, however long it is: here of one value at every step.</summary>
public class LongSumTests
{
    private static readonly NetShape Mean = new(CellKind.Rnn, 1, 1, Head: new(1, HeadInput.MeanState), OneWidth: true);
    private static readonly NetShape Head = new(CellKind.Rnn, 1, 1, Head: new(1), OneWidth: true);
    private static readonly NetShape Cell = new(CellKind.Rnn, 1, 1, Bidirectional: true, Nonlinearity: Nonlinearity.Identity, OneWidth: true);
    private static readonly ShapeSet Nets = new([Mean, Head, Cell]);

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void The_mean_of_states(int steps)
    {
        INet net = NetCompiler.Create(Nets[Mean.Name]);
        foreach (ParameterShape tensor in Mean.Tensors)
        {
            net.Set(tensor.Name, [tensor.Name switch { "bias_ih_l0" => 0.1f, "head.weight" => 1f, _ => 0f }]);
        }

        float[] output = new float[1];
        net.Forward(new float[steps], output, null, net.NewWorkspace(steps));
        Assert.Equal(1, output[0] / Math.Tanh(0.1f), 3e-7);

        // With 1 in place of the gradient of the output, that of the head's weight is the mean.
        object tape = net.NewTape(steps);
        INetGradient gradient = net.NewGradient();
        net.Forward(new float[steps], output, null, tape);
        net.Backward(new float[steps], [1f], [], null, gradient, tape);
        float[] mean = new float[1];
        gradient.Get("head.weight", mean);
        Assert.Equal(1, mean[0] / Math.Tanh(0.1f), 3e-7);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void The_gradient_of_the_bias_of_a_head(int steps)
    {
        INet net = NetCompiler.Create(Nets[Head.Name]);
        net.Set("head.weight", [0f]);
        object tape = net.NewTape(steps);
        INetGradient gradient = net.NewGradient();
        float[] outputGradient = new float[steps];
        Array.Fill(outputGradient, 0.1f);
        net.Forward(new float[steps], new float[steps], null, tape);
        net.Backward(new float[steps], outputGradient, [], null, gradient, tape);
        float[] bias = new float[1];
        gradient.Get("head.bias", bias);
        Assert.Equal(1, bias[0] / (steps * (double)0.1f), 3e-7);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(9_999)]
    [InlineData(100_003)]
    [InlineData(1_000_000)]
    public void The_gradients_of_the_biases_of_a_cell(int steps)
    {
        INet net = NetCompiler.Create(Nets[Cell.Name]);
        foreach (ParameterShape tensor in Cell.Tensors)
        {
            net.Set(tensor.Name, [0f]);
        }

        object tape = net.NewTape(steps);
        INetGradient gradient = net.NewGradient();
        float[] outputGradient = new float[2 * steps];
        Array.Fill(outputGradient, 0.1f);
        net.Forward(new float[steps], new float[2 * steps], null, tape);
        net.Backward(new float[steps], outputGradient, [], null, gradient, tape);
        foreach (string name in new[] { "bias_ih_l0", "bias_hh_l0", "bias_ih_l0_reverse", "bias_hh_l0_reverse" })
        {
            float[] bias = new float[1];
            gradient.Get(name, bias);
            Assert.Equal(1, bias[0] / (steps * (double)0.1f), 3e-7);
        }
    }

    [Fact]
    public void Adam_with_an_epsilon_of_zero_trains_a_padded_net()
    {
        INet net = NetCompiler.Create(Nets[Head.Name]);
        INetGradient gradient = net.NewGradient();
        object tape = net.NewTape(2);
        var adam = new Adam(net.Parameters.Length, 0.01f, epsilon: 0f);
        float[] input = [1f, 2f];
        float[] output = new float[2];
        for (int step = 0; step < 3; step++)
        {
            gradient.Clear();
            net.Forward(input, output, null, tape);
            net.Backward(input, output, [], null, gradient, tape);
            adam.Step(net.Parameters, gradient.Values);
        }

        net.Forward(input, output, null, tape);
        Assert.True(float.IsFinite(output[0]) && float.IsFinite(output[1]));
        int padding = net.Parameters.Length - Head.Tensors.Sum(tensor => tensor.Count);
        Assert.True(net.Parameters.ToArray().Count(value => value == 0f) >= padding);
    }
}

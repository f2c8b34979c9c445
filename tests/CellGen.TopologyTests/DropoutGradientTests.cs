using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>
/// Both kinds of dropout in every layer and direction: the gradient of each tensor against the change of the loss along a
/// random direction, under the same seed.
/// </summary>
public class DropoutGradientTests
{
    private const int Steps = 7;
    private const float Length = 1f / 256;

    [Fact]
    public void The_loss_changes_as_the_gradient_says()
    {
        var net = new DropBothLstm(1);
        float[] input = Noise.Values("input", Steps * DropBothLstm.InputSize);
        float[] outputGradient = Noise.Values("output gradient", Steps * DropBothLstm.OutputSize);
        var tape = new DropBothLstm.Tape(Steps);
        double Loss()
        {
            var output = new float[outputGradient.Length];
            tape.DropoutSeed = 3;
            net.Forward(input, output, tape);
            return output.Zip(outputGradient, (y, d) => (double)y * d).Sum();
        }

        Loss();
        var gradient = new DropBothLstm.Gradient();
        net.Backward(input, outputGradient, [], gradient, tape);
        foreach ((string name, int count) in Weights.Lengths(net))
        {
            var values = Weights.Of(net, name);
            var derivatives = new float[count];
            gradient.Get(name, derivatives);
            float[] direction = Noise.Values("direction of " + name, count);
            double expected = derivatives.Zip(direction, (g, d) => (double)g * d).Sum();
            double Moved(float length)
            {
                net.Set(name, [.. values.Zip(direction, (value, d) => value + (length * d))]);
                return Loss();
            }

            double change = (Moved(Length) - Moved(-Length)) / (2 * Length);
            net.Set(name, values);
            Assert.True(Math.Abs(change - expected) < 1e-3 * (1 + Math.Abs(expected)), $"{name}: {change}, expected {expected}");
        }
    }
}

using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>Directions that are added: the output is the sum of those of two nets with one direction.</summary>
public class SumTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(150)]
    public void The_output_is_the_sum_of_both_directions(int steps)
    {
        var net = new SumGru(1);
        float[] input = Noise.Values("input", steps * 6);
        var output = new float[steps * 11];
        net.Forward(input, output, new SumGru.Workspace(steps));
        BitEquality.Same(Layer(net, "_l0", input, new SumTwinGru()), output, "output");
    }

    [Fact]
    public void The_next_layer_reads_the_sum()
    {
        var net = new SumDeepGru(1);
        float[] input = Noise.Values("input", 9 * 6);
        var output = new float[9 * 11];
        net.Forward(input, output, new SumDeepGru.Workspace(9));
        float[] lower = Layer(net, "_l0", input, new SumTwinGru());
        BitEquality.Same(Layer(net, "_l1", lower, new SumUpperTwinGru()), output, "output");
    }

    [Fact]
    public void Each_direction_has_the_whole_gradient()
    {
        const int Steps = 9;
        var net = new SumGru(1);
        float[] input = Noise.Values("input", Steps * 6);
        float[] outputGradient = Noise.Values("output gradient", Steps * 11);
        var gradient = new SumGru.Gradient();
        var tape = new SumGru.Tape(Steps);
        var inputGradient = new float[input.Length];
        net.Forward(input, new float[Steps * 11], tape);
        net.Backward(input, outputGradient, inputGradient, gradient, tape);

        var expected = new double[input.Length];
        foreach (bool reverse in new[] { false, true })
        {
            var twin = new SumTwinGru();
            Weights.CopyLayer(net, reverse ? "_l0_reverse" : "_l0", twin);
            var twinGradient = new SumTwinGru.Gradient();
            var twinTape = new SumTwinGru.Tape(Steps);
            var twinInput = InOrder(input, 6, reverse);
            var twinInputGradient = new float[input.Length];
            twin.Forward(twinInput, new float[Steps * 11], twinTape);
            twin.Backward(twinInput, InOrder(outputGradient, 11, reverse), twinInputGradient, twinGradient, twinTape);
            float[] part = InOrder(twinInputGradient, 6, reverse);
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] += part[i];
            }

            foreach ((string name, int length) in Weights.Lengths(twin))
            {
                var (twinValues, values) = (new float[length], new float[length]);
                twinGradient.Get(name, twinValues);
                gradient.Get(reverse ? name + "_reverse" : name, values);
                Closeness.Within(Tolerance, Closeness.Distance(Array.ConvertAll(twinValues, value => (double)value), values), name);
            }
        }

        Closeness.Within(Tolerance, Closeness.Distance(expected, inputGradient), "input gradient");
    }

    private static float[] Layer<TState, TWorkspace, TTape, TGradient, TS, TW, TT, TG>(
        IDenseNet<TState, TWorkspace, TTape, TGradient> net, string layer, float[] input, IDenseNet<TS, TW, TT, TG> twin)
        where TState : struct
        where TS : struct
        where TW : class
        where TT : class
        where TG : class
    {
        var harness = Harnesses.Dense(twin);
        int size = harness.ElementSize;
        float[] Direction(bool reverse)
        {
            Weights.CopyLayer(net, reverse ? layer + "_reverse" : layer, twin);
            var output = new float[input.Length / size * 11];
            TS state = default;
            twin.Forward(InOrder(input, size, reverse), output, ref state, harness.NewWorkspace(input.Length / size));
            return InOrder(output, 11, reverse);
        }

        return [.. Direction(false).Zip(Direction(true), (forward, backward) => forward + backward)];
    }

    /// <summary>The rows, the last one first where they are reversed.</summary>
    private static float[] InOrder(float[] rows, int size, bool reverse) =>
        reverse ? [.. rows.Chunk(size).Reverse().SelectMany(row => row)] : rows;
}

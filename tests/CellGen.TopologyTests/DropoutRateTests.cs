using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>
/// What is kept, over many seeds: a second layer that passes its input on shows the masked outputs of the first. All bounds
/// are five standard deviations of the expected distribution.
/// </summary>
public class DropoutRateTests
{
    private const int Seeds = 4000;
    private const int Steps = 3;
    private const int Size = 6;
    private const double Probability = 0.3;

    [Fact]
    public void The_mean_of_the_masked_values_is_the_unmasked_value()
    {
        var net = PassingOn();
        var input = Noise.Values("input", Steps * 3);
        var expected = new float[Steps * Size];
        net.Forward(input, expected, new DropIdentity.Workspace(Steps));
        Assert.DoesNotContain(0f, expected);

        var tape = new DropIdentity.Tape(Steps);
        var output = new float[expected.Length];
        var sums = new double[expected.Length];
        var dropped = new int[expected.Length];
        for (int seed = 0; seed < Seeds; seed++)
        {
            tape.DropoutSeed = seed;
            net.Forward(input, output, tape);
            for (int i = 0; i < output.Length; i++)
            {
                sums[i] += output[i];
                dropped[i] += output[i] == 0 ? 1 : 0;
                double kept = expected[i] / (1 - Probability);
                Assert.True(output[i] == 0 || Math.Abs(output[i] - kept) < 1e-6 * Math.Abs(kept), $"{output[i]}, not 0 or {kept}");
            }
        }

        double rateBound = 5 * Math.Sqrt(Probability * (1 - Probability) / Seeds);
        double meanBound = 5 * Math.Sqrt(Probability / (1 - Probability) / Seeds);
        for (int i = 0; i < sums.Length; i++)
        {
            Assert.InRange(dropped[i] / (double)Seeds, Probability - rateBound, Probability + rateBound);
            Assert.InRange(sums[i] / Seeds / expected[i], 1 - meanBound, 1 + meanBound);
        }

        double allBound = rateBound / Math.Sqrt(sums.Length);
        Assert.InRange(dropped.Average() / Seeds, Probability - allBound, Probability + allBound);
    }

    [Fact]
    public void Neighbouring_outputs_and_neighbouring_seeds_are_dropped_independently()
    {
        var net = PassingOn();
        var input = Noise.Values("input", Steps * 3);
        var tape = new DropIdentity.Tape(Steps);
        var (output, before) = (new float[Steps * Size], new float[Steps * Size]);
        int neighbours = 0, again = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            tape.DropoutSeed = seed;
            net.Forward(input, output, tape);
            neighbours += output[0] == 0 && output[1] == 0 ? 1 : 0;
            again += output[0] == 0 && before[0] == 0 ? 1 : 0;
            output.CopyTo(before, 0);
        }

        const double Both = Probability * Probability;
        double bound = 5 * Math.Sqrt(Both * (1 - Both) / Seeds) * 1.5; // pairs of seeds overlap
        Assert.InRange(neighbours / (double)Seeds, Both - bound, Both + bound);
        Assert.InRange(again / (double)Seeds, Both - bound, Both + bound);
    }

    private static DropIdentity PassingOn()
    {
        var net = new DropIdentity(3);
        var identity = new float[Size * Size];
        for (int i = 0; i < Size; i++)
        {
            identity[(i * Size) + i] = 1;
        }

        net.Set("weight_ih_l1", identity);
        net.Set("weight_hh_l1", new float[Size * Size]);
        net.Set("bias_ih_l1", new float[Size]);
        net.Set("bias_hh_l1", new float[Size]);
        return net;
    }
}

using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>
/// The classifier of torch's character tutorial, hidden' = i2h([x; hidden]), output = log_softmax(i2o([x; hidden])), against
/// a plain loop in double precision.
/// </summary>
public class TutorialNetTests
{
    private const int Steps = 9;
    private const int Hidden = 8;
    private const double Tolerance = 2e-5;
    private readonly TutorialNet _net = new(1);
    private readonly float[] _input = Noise.Values("input", Steps * 4);
    private readonly float[] _initial = Noise.Values("hidden", Hidden);

    [Fact]
    public void It_equals_the_loop()
    {
        var (output, hidden) = Forward();
        var loop = new TutorialLoop(_net, _input, _initial);
        var (expected, expectedHidden) = loop.Forward();
        Closeness.Within(Tolerance, Closeness.Distance(expected, output), "output");
        Closeness.Within(Tolerance, Closeness.Distance(expectedHidden, hidden), "hidden");
    }

    [Fact]
    public void Each_row_is_logarithms_of_probabilities()
    {
        foreach (float[] row in Forward().Output.Chunk(2))
        {
            Assert.InRange(row.Sum(value => Math.Exp(value)), 1 - 1e-6, 1 + 1e-6);
        }
    }

    [Fact]
    public void A_step_has_the_same_bits()
    {
        var (expected, expectedHidden) = Forward();
        TutorialNet.State state = default;
        _initial.CopyTo(state.Hidden(0));
        var output = new float[2];
        for (int i = 0; i < Steps; i++)
        {
            _net.Step(_input.AsSpan(i * 4, 4), output, ref state);
            BitEquality.Same(expected.AsSpan(i * 2, 2), output, $"step {i}");
        }

        BitEquality.Same(expectedHidden, state.Hidden(0), "hidden");
    }

    [Fact]
    public void Gradients_are_the_loops_finite_differences()
    {
        float[] outputGradient = Noise.Values("output gradient", Steps * 2);
        float[] stateGradient = Noise.Values("state gradient", Hidden);
        var tape = new TutorialNet.Tape(Steps);
        var gradient = new TutorialNet.Gradient();
        var inputGradient = new float[_input.Length];
        TutorialNet.State state = default;
        _initial.CopyTo(state.Hidden(0));
        _net.Forward(_input, new float[Steps * 2], ref state, tape);
        TutorialNet.State back = default;
        stateGradient.CopyTo(back.Hidden(0));
        _net.Backward(_input, outputGradient, inputGradient, ref back, gradient, tape);

        var loop = new TutorialLoop(_net, _input, _initial);
        double Loss()
        {
            var (output, hidden) = loop.Forward();
            return output.Zip(outputGradient, (y, d) => y * d).Sum() + hidden.Zip(stateGradient, (h, d) => h * d).Sum();
        }

        foreach ((string name, double[] values) in loop.Weights)
        {
            var found = new float[values.Length];
            gradient.Get(name, found);
            Closeness.Within(Tolerance, Closeness.Distance(FiniteDifferences.Of(Loss, values), found), "gradient of " + name);
        }

        Closeness.Within(Tolerance, Closeness.Distance(FiniteDifferences.Of(Loss, loop.Input), inputGradient), "input gradient");
        Closeness.Within(Tolerance, Closeness.Distance(FiniteDifferences.Of(Loss, loop.Initial), back.Hidden(0).ToArray()), "state gradient");
    }

    [Fact]
    public void It_learns_what_it_read_one_step_before()
    {
        const int Length = 20;
        float[] input = Noise.Values("toy", Length * 4);
        int[] target = [-100, .. Enumerable.Range(0, Length - 1).Select(step => input[step * 4] > 0 ? 1 : 0)];
        var tape = new TutorialNet.Tape(Length);
        var gradient = new TutorialNet.Gradient();
        var adam = new Adam(_net.Parameters.Length, learningRate: 0.03f);
        var (output, outputGradient) = (new float[Length * 2], new float[Length * 2]);
        var losses = new List<float>();
        for (int step = 0; step < 200; step++)
        {
            _net.Forward(input, output, tape);
            losses.Add(NegativeLogLikelihood.Compute(output, target, 2, outputGradient));
            gradient.Clear();
            _net.Backward(input, outputGradient, [], gradient, tape);
            GradientClipping.ByGlobalNorm(gradient.Values, 1);
            adam.Step(_net.Parameters, gradient.Values);
        }

        Assert.InRange(losses[0], 0.4f, 1.2f);
        Assert.True(losses[^1] < 0.1f, $"{losses[0]} became {losses[^1]}");
    }

    private (float[] Output, float[] Hidden) Forward()
    {
        TutorialNet.State state = default;
        _initial.CopyTo(state.Hidden(0));
        var output = new float[Steps * 2];
        _net.Forward(_input, output, ref state, new TutorialNet.Workspace(Steps));
        return (output, state.Hidden(0).ToArray());
    }
}

using CellGen.Generated;
using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>
/// Recurrent dropout against an oracle in double precision that is given Dropout.Mask: the same units of h at every step,
/// where the gates read it and nowhere else; and its gradients against the oracle's finite differences.
/// </summary>
public class RecurrentDropoutTests
{
    private const int Steps = 6;
    private const int Input = 2;
    private const double Tolerance = 1e-5;

    [Fact]
    public void Rnn() => AssertOracle(new DropRnn(1), CellKind.Rnn);

    [Fact]
    public void Gru() => AssertOracle(new DropRecurrentGru(2), CellKind.Gru);

    [Fact]
    public void Gru_with_the_reset_gate_before_the_product() => AssertOracle(new DropResetBeforeGru(3), CellKind.Gru, resetAfter: false);

    [Fact]
    public void Lstm() => AssertOracle(new DropLstm(4), CellKind.Lstm);

    /// <summary>Large enough that 256 bits run both directions in one loop with sums that go through memory.</summary>
    [Fact]
    public void Gru_with_two_directions() => AssertOracle(new DropBothWaysGru(5), CellKind.Gru, hidden: 17, directions: 2);

    private static void AssertOracle<TState, TWorkspace, TTape, TGradient>(
        IDenseNet<TState, TWorkspace, TTape, TGradient> net, CellKind kind, bool resetAfter = true, int hidden = 5, int directions = 1)
        where TState : struct
        where TWorkspace : class
        where TTape : class
        where TGradient : class
    {
        var harness = Harnesses.Dense(net);
        var tape = harness.NewTape(Steps);
        var weights = Weights.Lengths(net).Keys.ToDictionary(name => name, name => Doubles(Weights.Of(net, name)));
        float[] input = Noise.Values("input", Steps * Input);
        float[] outputGradient = Noise.Values("output gradient", Steps * directions * hidden);
        bool mixed = false;
        for (int sequence = 0; sequence < 3; sequence++)
        {
            var masks = new float[directions][];
            for (int direction = 0; direction < directions; direction++)
            {
                // The key's place: 1 in the first direction of the first layer, 3 in the second.
                masks[direction] = new float[hidden];
                Dropout.Mask(masks[direction], 0.5f, Dropout.Key(0, (ulong)sequence, 1 + (2 * direction)));
                mixed |= masks[direction].Distinct().Count() == 2;
            }

            var oracle = new RecurrentDropoutOracle(kind, resetAfter, Input, hidden, weights, Array.ConvertAll(masks, Doubles));

            var output = new float[outputGradient.Length];
            TState state = default;
            net.Forward(input, output, ref state, tape);
            double[] inputs = Doubles(input), gradients = Doubles(outputGradient);
            Closeness.Within(Tolerance, Closeness.Distance(oracle.Forward(inputs), output), "output");

            var gradient = Activator.CreateInstance<TGradient>();
            var inputGradient = new float[input.Length];
            state = default;
            net.Backward(input, outputGradient, inputGradient, ref state, gradient, tape);
            double Loss() => oracle.Loss(inputs, gradients);
            Closeness.Within(Tolerance, Closeness.Distance(FiniteDifferences.Of(Loss, inputs), inputGradient), "input gradient");
            var get = typeof(TGradient).GetMethod("Get")!.CreateDelegate<Get>(gradient);
            foreach ((string name, double[] values) in weights)
            {
                var found = new float[values.Length];
                get(name, found);
                Closeness.Within(Tolerance, Closeness.Distance(FiniteDifferences.Of(Loss, values), found), "gradient of " + name);
            }
        }

        Assert.True(mixed, "no mask both keeps and drops");
    }

    private delegate void Get(string name, Span<float> destination);

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);
}

using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Training;

/// <summary>The norm of the gradient at each step back through time, beside what it must be.</summary>
public sealed class GradientProbeTests
{
    [Theory]
    [InlineData(0.5f)]
    [InlineData(1f)]
    [InlineData(1.5f)]
    public void OfALinearNetItIsAPowerOfItsMatrix(float radius)
    {
        var model = new LinearRnn(7, new Initialization { HiddenWeights = WeightInitialization.Normal, SpectralRadius = radius });
        var input = new float[2 * 40];
        input.AsSpan().Fill(0.25f);
        var norms = new float[40];
        float loss = new GradientProbe(model, 64, Difference).Measure(new Sequence { Input = input }, norms);

        // L is the output itself, so that dL/dh_T is the head's row; each step back multiplies by U transposed.
        var u = new float[25];
        var gradient = new float[5];
        model.Get("weight_hh_l0", u);
        model.Get("head.weight", gradient);
        var output = new float[1];
        model.Forward(input, output, new LinearRnn.Workspace(40));
        Assert.Equal(output[0], loss);
        for (int t = 39; t >= 0; t--)
        {
            gradient = [.. Enumerable.Range(0, 5).Select(j => Enumerable.Range(0, 5).Sum(i => u[(5 * i) + j] * gradient[i]))];
            double expected = Math.Sqrt(gradient.Sum(value => (double)value * value));
            Assert.InRange(norms[t], 0.9999 * expected, 1.0001 * expected);
        }

        // A power falls or grows as the radius does.
        Assert.InRange(Math.Pow(norms[0] / norms[20], 1 / 20.0), 0.9 * radius, 1.1 * radius);
    }

    [Fact]
    public void OfAGruWithALossAtEachStepItIsTheDifferenceQuotient()
    {
        var model = new TrainedGru(3); // two layers; dropout, of which a probe knows nothing
        Sequence sequence = TrainingData.Adding(1, 4, least: 12, most: 12).Get(0);
        float[] input = sequence.Input.ToArray();
        float[] target = sequence.Target.ToArray();
        var norms = new float[12];
        var probe = new GradientProbe(model, 12, Loss.MeanSquared);
        float loss = probe.Measure(sequence, norms);
        Assert.Equal(Suffix(0, 0, 0), loss, 1e-6);
        for (int t = 0; t < 12; t++)
        {
            double sum = 0;
            for (int value = 0; value < new TrainedGru.State().ValueCount; value++)
            {
                double slope = (Suffix(t, value, 0.01f) - Suffix(t, value, -0.01f)) / 0.02;
                sum += slope * slope;
            }

            Assert.InRange(norms[t], 0.99 * Math.Sqrt(sum), 1.01 * Math.Sqrt(sum));
        }

        var again = new float[12];
        Assert.Equal(loss, probe.Measure(sequence, again));
        Assert.Equal(norms, again);

        // The loss of step t and later ones, from the state before t, one value of which is shifted.
        double Suffix(int t, int value, float shift)
        {
            var workspace = new TrainedGru.Workspace(12);
            var output = new float[12];
            TrainedGru.State state = default;
            if (t > 0)
            {
                model.Forward(input.AsSpan(0, 2 * t), output.AsSpan(0, t), ref state, workspace);
            }

            var values = new float[state.ValueCount];
            state.CopyTo(values);
            values[value] += shift;
            state.CopyFrom(values);
            model.Forward(input.AsSpan(2 * t), output.AsSpan(t), ref state, workspace);
            return Enumerable.Range(t, 12 - t).Sum(k => Math.Pow(output[k] - target[k], 2)) / 12;
        }
    }

    [Fact]
    public void TokensSeveralOutputsAndATrainedStateAreMeasuredToo()
    {
        var tokens = new float[9];
        new GradientProbe(new TrainedTokens(1), 9, Loss.CrossEntropy).Measure(new NextTokens(TrainingData.Text(10, 1), 9).Get(0), tokens);
        Assert.All(tokens, norm => Assert.InRange(norm, 1e-6f, 1f));

        // A row for each step, and one for the sequence, which the last step gives.
        var model = new TrainedTwice(2);
        var loss = Loss.Outputs((Loss.MeanSquared, 1f), (Loss.CrossEntropy, 0.5f));
        var both = new float[6];
        var input = Enumerable.Range(0, 12).Select(i => (i % 5) - 2f).ToArray();
        new GradientProbe(model, 6, loss).Measure(new Sequence { Input = input, Target = new float[6], Labels = new[] { 1 } }, both);
        TrainingPass pass = ((ITrainable)model).NewPass(6);
        var output = new float[pass.OutputLength(6)];
        var gradient = new float[output.Length];
        var state = new float[pass.StateSize];
        var sequence = new Sequence { Input = input, Target = new float[6], Labels = new[] { 1 } };
        pass.Forward(sequence, state, output, anew: true);
        loss.ForThread(pass).Compute(sequence, output, 1, gradient);
        state.AsSpan().Clear();
        pass.Backward(sequence, gradient, state);
        Assert.Equal(Math.Sqrt(state.Sum(value => (double)value * value)), both[0], 1e-6);
        Assert.True(pass.Gradient.ContainsAnyExcept(0f));
    }

    [Fact]
    public void ANetThatReadsBothDirectionsIsRefused()
    {
        var probe = new GradientProbe(new MaskedGru(1), 4, Loss.MeanSquared);
        var sequence = new SequenceList();
        sequence.Add(4, new float[12], new float[8]);
        Assert.Contains("one direction", Assert.Throws<InvalidOperationException>(() => probe.Measure(sequence.Get(0), new float[4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MeasuringAllocatesNothing()
    {
        var probe = new GradientProbe(new TrainedGru(3), 12, Loss.MeanSquared);
        var data = TrainingData.Adding(1, 4, least: 12, most: 12);
        var norms = new float[12];
        probe.Measure(data.Get(0), norms);
        long before = GC.GetAllocatedBytesForCurrentThread();
        probe.Measure(data.Get(0), norms);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Loss Difference { get; } = Loss.Of((_, output, gradient) =>
    {
        gradient.Fill(1f);
        return output[0];
    });
}

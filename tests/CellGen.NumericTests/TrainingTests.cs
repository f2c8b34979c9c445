using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Nets learn: forward, backward and Adam together bring the error of small tasks near zero.</summary>
public class TrainingTests
{
    private delegate void Sequence(Random random, Span<float> input, Span<float> target);

    private static readonly NetShape[] Repeaters =
    [
        new(CellKind.Rnn, 1, 12, Head: new(1)),
        new(CellKind.Gru, 1, 12, Head: new(1)),
        new(CellKind.Lstm, 1, 12, Head: new(1)),
        new(CellKind.Rnn, 1, 12, Nonlinearity: Nonlinearity.Identity, Head: new(1)),
        new(CellKind.Gru, 1, 12, Head: new(1), ResetAfter: false),
        new(CellKind.Lstm, 1, 12, Head: new(1), Projection: 8, Peephole: true),
        new(CellKind.Lstm, 1, 12, Head: new(1), CoupledGates: true),
        new(CellKind.Concatenating, 1, 12, Head: new(1)),
    ];

    private static readonly NetShape[] Rememberers =
    [
        new(CellKind.Lstm, 1, 10, Head: new(1, HeadInput.LastState)),
        new(CellKind.MinGru, 1, 10, Head: new(1, HeadInput.LastState)),
        new(CellKind.MinLstm, 1, 10, Head: new(1, HeadInput.LastState)),
    ];

    public static TheoryData<string> RepeaterNames => [.. Repeaters.Select(shape => shape.Name)];

    public static TheoryData<string> RemembererNames => [.. Rememberers.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(RepeaterNames))]
    public void Nets_learn_to_repeat_what_they_heard_two_steps_ago(string name) =>
        AssertLearns(Repeaters.Single(shape => shape.Name == name), steps: 12, updates: 800, target: 0.05, task: (random, input, target) =>
        {
            Signs(random, input);
            for (int t = 2; t < input.Length; t++)
            {
                target[t] = input[t - 2];
            }
        });

    [Fact]
    public void A_bidirectional_net_sees_what_follows() =>
        AssertLearns(new(CellKind.Gru, 1, 8, 2, Bidirectional: true, Head: new(1)), 10, 500, 0.05, (random, input, target) =>
        {
            Signs(random, input);
            for (int t = 0; t < input.Length - 1; t++)
            {
                target[t] = input[t + 1];
            }
        });

    [Theory]
    [MemberData(nameof(RemembererNames))]
    public void The_last_state_remembers_the_first_input(string name) =>
        AssertLearns(Rememberers.Single(shape => shape.Name == name), 8, 800, 0.05, (random, input, target) =>
        {
            // What follows the first input is noise of a quarter of its size.
            Signs(random, input);
            target[0] = input[0];
            foreach (ref float value in input[1..])
            {
                value *= 0.25f;
            }
        });

    [Theory]
    [InlineData(CellKind.Rnn)]
    [InlineData(CellKind.IndRnn)]
    public void The_mean_state_counts(CellKind kind) =>
        AssertLearns(new(kind, 1, 6, Head: new(1, HeadInput.MeanState)), 10, 500, 0.01, (random, input, target) =>
        {
            Signs(random, input);
            foreach (float value in input)
            {
                target[0] += value / input.Length;
            }
        });

    private static void AssertLearns(NetShape shape, int steps, int updates, double target, Sequence task)
    {
        const int averaged = 50;
        INet net = NetCompiler.Create(shape with { OneWidth = true }, seed: 1);
        object tape = net.NewTape(steps);
        INetGradient gradient = net.NewGradient();
        var optimizer = new Adam(net.Parameters.Length, learningRate: 0.02f);
        var random = new Random(1);
        var losses = new List<double>();
        for (int update = 0; update < updates; update++)
        {
            var input = new float[steps];
            var wanted = new float[shape.OutputCount(steps)];
            task(random, input, wanted);

            var output = new float[wanted.Length];
            net.Forward(input, output, null, tape);
            float[] error = [.. output.Zip(wanted, (y, t) => y - t)];
            losses.Add(error.Average(value => (double)value * value));

            gradient.Clear();
            net.Backward(input, [.. error.Select(value => 2 * value / error.Length)], [], null, gradient, tape);
            GradientClipping.ByGlobalNorm(gradient.Values, 1);
            optimizer.Step(net.Parameters, gradient.Values);
        }

        double first = losses.Take(averaged).Average();
        double last = losses.TakeLast(averaged).Average();
        Assert.True(last < target && last < first / 4, $"loss {first:g3} → {last:g3}, wanted below {target}");
    }

    private static void Signs(Random random, Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = random.Next(2) == 0 ? -1 : 1;
        }
    }
}

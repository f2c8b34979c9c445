using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// Numbers that come in from outside and are too small for arithmetic at full speed count as zero, and the arithmetic
/// never meets a denormal number: the processor itself says so.
/// </summary>
public class DenormalTests
{
    private const int Steps = 70;
    private const int Agents = 21;

    private static readonly NetShape[] All =
    [
        new(CellKind.Gru, 1, 20),
        new(CellKind.Lstm, 3, 20, 2, Head: new(2)),
        new(CellKind.Rnn, 10, 12, 3, Bidirectional: true),
        new(CellKind.Gru, 9, 12, Head: new(5, HeadInput.LastState, LogSoftmax: true)),
        new(CellKind.Lstm, 4, 9, 2, Bidirectional: true, Head: new(3, HeadInput.MeanState), Merge: DirectionMerge.Sum),
        new(CellKind.Concatenating, 3, 8, Head: new(2, HeadInput.InputAndPreviousState, LogSoftmax: true)),
    ];

    private static readonly ShapeSet Nets = new(All);

    public static TheoryData<string> Names => Nets.Names;

    /// <summary>Just below 2⁻⁹⁶, and denormal; of either sign.</summary>
    private static float[] Tiny => [1.2e-29f, -1e-30f, 1e-38f, 1e-39f, -1e-42f, float.Epsilon];

    private static IEnumerable<VectorWidth> Widths => VectorWidths.Exact.Append(VectorWidth.Plain);

    [Fact]
    public void A_denormal_number_is_noted()
    {
        var values = new[] { 1e-40f, 1e-25f, 0f };
        Assert.Equal(FloatingPointFlags.IsSupported ? "a denormal operand" : "", FloatingPointFlags.Of(() => values[2] = values[0] * 1e10f));
        Assert.Equal(FloatingPointFlags.IsSupported ? "an underflow" : "", FloatingPointFlags.Of(() => values[2] = values[1] * values[1]));
        Assert.Equal("", FloatingPointFlags.Of(() => values[2] = values[1] * 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tiny_inputs_are_zeros(string name)
    {
        var problem = new Problem(Nets[name], Steps, "denormal");
        foreach (VectorWidth width in Widths)
        {
            float[][] expected = Run(problem, width, new float[problem.Input.Length]);
            foreach (float tiny in Tiny)
            {
                var input = new float[problem.Input.Length];
                Array.Fill(input, tiny);
                float[][] found = Run(problem, width, input);
                for (int i = 0; i < expected.Length; i++)
                {
                    BitEquality.Same(expected[i], found[i], $"result {i} for {tiny} at {width}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tiny_numbers_among_others_are_zeros(string name)
    {
        var problem = new Problem(Nets[name], Steps, "denormal");
        float[] zeros = [.. problem.Input.Select((value, i) => i % 5 == 2 ? 0 : value)];
        float[] tiny = [.. problem.Input.Select((value, i) => i % 5 == 2 ? 1e-41f : value)];
        foreach (VectorWidth width in Widths)
        {
            float[][] expected = Run(problem, width, zeros);
            float[][] found = Run(problem, width, tiny);
            for (int i = 0; i < expected.Length; i++)
            {
                BitEquality.Same(expected[i], found[i], $"result {i} at {width}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sound_that_fades_out_meets_no_denormal_number(string name)
    {
        var problem = new Problem(Nets[name], Steps, "denormal");
        float[] input = [.. problem.Input.Select((value, i) => value * MathF.Pow(0.01f, i / problem.Shape.Input))];
        Assert.Contains(input, float.IsSubnormal);

        // Without fused multiply-add a small product is a number of its own, whatever it is added to.
        foreach (VectorWidth width in VectorWidths.Exact)
        {
            Assert.Equal((width, ""), (width, FloatingPointFlags.Of(Passes(problem, width, input, problem.OutputGradient))));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tiny_output_gradients_are_zeros_and_meet_no_denormal_number(string name)
    {
        var problem = new Problem(Nets[name], Steps, "denormal");
        foreach (VectorWidth width in Widths)
        {
            foreach (float tiny in Tiny)
            {
                var outputGradient = new float[problem.OutputGradient.Length];
                Array.Fill(outputGradient, tiny);
                INet net = problem.NewNet(width);
                object tape = net.NewTape(Steps);
                INetGradient gradient = net.NewGradient();
                net.Forward(problem.Input, new float[outputGradient.Length], null, tape);
                string met = FloatingPointFlags.Of(() => net.Backward(problem.Input, outputGradient, [], null, gradient, tape));
                Assert.Equal((tiny, width, ""), (tiny, width, met));
                Assert.All(gradient.Values.ToArray(), value => Assert.Equal(0, value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_denormal_weight_is_kept_as_zero(string name)
    {
        var problem = new Problem(Nets[name], Steps, "denormal");
        foreach (VectorWidth width in Widths)
        {
            INet net = problem.NewNet(width);
            foreach (ParameterShape tensor in problem.Shape.Tensors.Where(tensor => tensor.Name.Contains("weight")))
            {
                float[] values = [.. Enumerable.Range(0, tensor.Count).Select(i => i % 3 == 0 ? 1e-39f : i % 3 == 1 ? -1e-44f : 1.2e-38f)];
                float[] expected = [.. values.Select(value => float.IsSubnormal(value) ? 0 : value)];
                net.Set(tensor.Name, values);
                net.Get(tensor.Name, values);
                BitEquality.Same(expected, values, tensor.Name);
            }

            foreach (ParameterShape tensor in problem.Shape.Tensors.Where(tensor => tensor.Name.Contains("weight")))
            {
                net.Set(tensor.Name, [.. Enumerable.Repeat(1e-40f, tensor.Count)]);
            }

            Assert.Equal((width, ""), (width, FloatingPointFlags.Of(Passes(net, problem, problem.Input, problem.OutputGradient))));
        }
    }

    private static Action Passes(Problem problem, VectorWidth width, float[] input, float[] outputGradient) =>
        Passes(problem.NewNet(width), problem, input, outputGradient);

    /// <summary>Everything that a net does with an input.</summary>
    private static Action Passes(INet net, Problem problem, float[] input, float[] outputGradient)
    {
        object workspace = net.NewWorkspace(Steps);
        object tape = net.NewTape(Steps);
        INetGradient gradient = net.NewGradient();
        var output = new float[outputGradient.Length];
        var inputGradient = new float[input.Length];
        return () =>
        {
            net.Forward(input, output, null, workspace);
            net.Forward(input, output, null, tape);
            net.Backward(input, outputGradient, inputGradient, null, gradient, tape);
            if (problem.Shape.CanStep)
            {
                INetState state = net.NewState();
                for (int t = 0; t < Steps; t++)
                {
                    net.Step(input.AsSpan(t * problem.Shape.Input, problem.Shape.Input), output.AsSpan(0, problem.Shape.OutputSize), state);
                }
            }
        };
    }

    /// <summary>The results of all entry points: a sequence, its gradients, a batch side by side, steps, many agents.</summary>
    private static float[][] Run(Problem problem, VectorWidth width, float[] input)
    {
        NetShape shape = problem.Shape;
        INet net = problem.NewNet(width);
        object tape = net.NewTape(Steps);
        INetGradient gradient = net.NewGradient();
        var alone = new float[problem.OutputGradient.Length];
        var taped = new float[alone.Length];
        var inputGradient = new float[input.Length];
        net.Forward(input, alone, null, net.NewWorkspace(Steps));
        net.Forward(input, taped, null, tape);
        net.Backward(input, problem.OutputGradient, inputGradient, null, gradient, tape);

        float[] inputs = [.. Enumerable.Repeat(input, Agents).SelectMany(values => values)];
        var batch = new float[Agents * alone.Length];
        int[] lengths = [.. Enumerable.Repeat(Steps, Agents)];
        net.ForwardBatch(inputs, batch, lengths, [], net.NewWorkspace(Steps, Agents), BatchLayout.BatchFirst);
        if (!shape.CanStep)
        {
            return [alone, taped, inputGradient, gradient.Values.ToArray(), batch];
        }

        INetState state = net.NewState();
        INetState[] states = [.. Enumerable.Range(0, Agents).Select(_ => net.NewState())];
        var stepped = new float[shape.OutputSize];
        var many = new float[Agents * shape.OutputSize];
        float[] rows = [.. Enumerable.Repeat(input[..shape.Input], Agents).SelectMany(values => values)];
        net.Step(input.AsSpan(0, shape.Input), stepped, state);
        net.StepMany(rows, many, states);
        return [alone, taped, inputGradient, gradient.Values.ToArray(), batch, stepped, many, problem.Hidden(state), problem.Hidden(states[Agents - 1])];
    }
}

using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>NaN is passed on, saturation is clean, and states that decay never become denormal.</summary>
public class NonFiniteTests
{
    private static readonly NetShape[] Variants =
    [
        new(CellKind.Gru, 3, 20, ResetAfter: false),
        new(CellKind.Lstm, 3, 20, Peephole: true, CoupledGates: true),
        new(CellKind.Lstm, 3, 20, Projection: 13),
        new(CellKind.Gru, 3, 20, Clip: 2),
        new(CellKind.Lstm, 3, 20, CellClip: 2, Clip: 2),
    ];

    /// <summary>A small, a middling and a large net of each kind, of those that <see cref="OracleTests"/> have compiled anyway.</summary>
    private static readonly ShapeSet Nets = new(
        (from kind in Enum.GetValues<CellKind>()
         let sizes = Shapes.Sizes().Where(shape => shape == new NetShape(kind, shape.Input, shape.Hidden, OneWidth: shape.OneWidth) && shape.Input > 1).ToArray()
         from hidden in new[] { 5, 20, 64 }
         select sizes.MinBy(shape => Math.Abs(shape.Hidden - hidden))).Concat(Variants));

    public static TheoryData<string> Names => Nets.Names;

    public static TheoryData<CellKind> Kinds => [.. Enum.GetValues<CellKind>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_reaches_its_step_and_all_that_follow(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, 6, "non-finite");
        foreach (VectorWidth width in VectorWidths.Of(shape))
        {
            float[] clean = NetResults.Forward(problem, width)["output"];
            INet net = problem.NewNet(width);
            float[] input = [.. problem.Input];
            input[(3 * shape.Input) + 1] = float.NaN;
            var output = new float[clean.Length];
            net.Forward(input, output, problem.NewInitialState(net), net.NewWorkspace(6));
            BitEquality.Same(clean.AsSpan(0, 3 * shape.OutputSize), output.AsSpan(0, 3 * shape.OutputSize), $"before NaN at {width}");
            Assert.All(output[(3 * shape.OutputSize)..], value => Assert.True(float.IsNaN(value), $"{value} after NaN at {width}"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_in_one_sequence_does_not_reach_the_next_one(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, 6, "non-finite");
        float[] poison = [.. problem.Input.Select(_ => float.NaN)];
        foreach (VectorWidth width in VectorWidths.Of(shape))
        {
            INet net = problem.NewNet(width);
            var output = new float[problem.OutputGradient.Length];
            float[] expected = Run(problem.Input, net.NewTape(6));
            object tape = net.NewTape(6);
            Run(poison, tape);
            BitEquality.Same(expected, Run(problem.Input, tape), $"after NaN at {width}");

            float[] Run(float[] input, object tape)
            {
                INetGradient gradient = net.NewGradient();
                net.Forward(input, output, problem.NewInitialState(net), tape);
                net.Backward(input, problem.OutputGradient, [], problem.NewStateGradient(net), gradient, tape);
                return gradient.Values.ToArray();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Huge_inputs_saturate(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, 3, "non-finite");
        float[] input = [.. problem.Input.Select(value => value < 0 ? -1e30f : 1e30f)];
        foreach (VectorWidth width in VectorWidths.Of(shape))
        {
            INet net = problem.NewNet(width);
            var output = new float[shape.OutputCount(3)];
            net.Forward(input, output, null, net.NewWorkspace(3));
            if (shape.Kind is CellKind.MinGru or CellKind.MinLstm or CellKind.Concatenating)
            {
                // These are linear in what they remember.
                Assert.All(output, value => Assert.True(float.IsFinite(value)));
            }
            else
            {
                Assert.All(output, value => Assert.InRange(value, -1, 1));
            }

            Assert.Contains(output, value => MathF.Abs(value) > 0.4f);
        }
    }

    [Theory]
    [InlineData(HeadInput.EveryStep)]
    [InlineData(HeadInput.LastState)]
    [InlineData(HeadInput.InputAndPreviousState)]
    public void Log_softmax_of_huge_scores_is_finite(HeadInput over)
    {
        const int classes = 17;
        var shape = new NetShape(CellKind.Gru, 3, 20, Head: new(classes, over, LogSoftmax: true));
        Problem problem = new Problem(shape, 3, "non-finite").With(weights => weights.ToDictionary(
            weight => weight.Key,
            weight => weight.Key.Contains('.') ? Array.ConvertAll(weight.Value, value => value * 1e6f) : weight.Value));
        foreach (VectorWidth width in VectorWidths.Of(shape))
        {
            Dictionary<string, float[]> results = NetResults.Full(problem, width);
            Assert.All(results, result => Assert.All(result.Value, value => Assert.True(float.IsFinite(value), result.Key)));
            Assert.All(results["output"].Chunk(classes), row => Assert.Equal(1, row.Sum(MathF.Exp), 1e-5f));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_decaying_state_becomes_zero_and_never_denormal(CellKind kind)
    {
        const int steps = 400;
        var shape = new NetShape(kind, 3, 20, Bias: false);
        foreach (VectorWidth width in VectorWidths.Of(shape))
        {
            // No input and weights of zero: every gate is a half, and h (or c) halves or vanishes at each step.
            INet net = new Problem(shape, 1, "decay").NewNet(width);
            foreach (ParameterShape tensor in shape.Tensors)
            {
                net.Set(tensor.Name, new float[tensor.Count]);
            }

            INetState state = net.NewState();
            state.Hidden(0, 0).Fill(0.75f);
            if (shape.HasCell)
            {
                state.Cell(0, 0).Fill(0.75f);
            }

            var output = new float[shape.OutputCount(steps)];
            net.Forward(new float[steps * shape.Input], output, state, net.NewWorkspace(steps));
            Assert.All(output, value => Assert.False(float.IsSubnormal(value), $"{value:g9} at {width}"));
            Assert.All(state.Hidden(0, 0).ToArray(), value => Assert.Equal(0, value));
        }
    }
}

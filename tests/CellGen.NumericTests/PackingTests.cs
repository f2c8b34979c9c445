using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// The packed order of Parameters and Gradient: every value of every tensor has one place, the rest is padding, and an
/// optimizer that works on the packed order does what it would do to torch's tensors.
/// </summary>
public class PackingTests
{
    private const int Steps = 5;

    private static readonly ShapeSet Nets = new([.. Shapes.Representative(), .. VariantShapes.OtherFunctions(), .. Shapes.Random(12)]);

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_set_is_what_is_got(string name)
    {
        var problem = new Problem(Nets[name], Steps, "packing");
        INet net = problem.NewNet();
        foreach (ParameterShape tensor in problem.Shape.Tensors)
        {
            BitEquality.Same(problem.Weights[tensor.Name], Get(net, tensor), tensor.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_value_has_one_place(string name)
    {
        NetShape shape = Nets[name];
        INet net = NetCompiler.Create(shape);
        foreach (ParameterShape tensor in shape.Tensors)
        {
            net.Set(tensor.Name, new float[tensor.Count]);
        }

        Assert.Equal(-1, net.Parameters.IndexOfAnyExcept(0));
        int expected = 0;
        foreach (ParameterShape tensor in shape.Tensors)
        {
            net.Set(tensor.Name, Enumerable.Repeat(0.5f, tensor.Count).ToArray());
            expected += tensor.Count;
            Assert.Equal(expected, net.Parameters.Length - net.Parameters.Count(0));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Padding_stays_zero_under_optimizers(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, Steps, "packing");
        INet net = problem.NewNet();
        foreach (ParameterShape tensor in shape.Tensors)
        {
            net.Set(tensor.Name, Enumerable.Repeat(1f, tensor.Count).ToArray());
        }

        bool[] padding = [.. net.Parameters.ToArray().Select(value => value == 0)];
        net = problem.NewNet();
        INetGradient gradient = net.NewGradient();
        object tape = net.NewTape(Steps);
        Assert.Equal(padding.Length, gradient.Values.Length);
        var optimizers = new IOptimizer[]
        {
            new Adam(padding.Length, 0.01f),
            new Sgd(padding.Length, 0.001f, momentum: 0.9f, weightDecay: 0.01f),
        };
        foreach (IOptimizer optimizer in optimizers)
        {
            for (int step = 0; step < 4; step++)
            {
                gradient.Clear();
                NetResults.Forward(problem, net, tape);
                net.Backward(problem.Input, problem.OutputGradient, [], problem.NewStateGradient(net), gradient, tape);
                GradientClipping.ByGlobalNorm(gradient.Values, 1);
                optimizer.Step(net.Parameters, gradient.Values);
            }
        }

        for (int i = 0; i < padding.Length; i++)
        {
            Assert.True(float.IsFinite(net.Parameters[i]), "The net exploded, which is another matter.");
            if (padding[i])
            {
                Assert.Equal(0, net.Parameters[i]);
                Assert.Equal(0, gradient.Values[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_packed_optimizer_step_is_torchs(string name)
    {
        const float learningRate = 0.125f;
        var problem = new Problem(Nets[name], Steps, "packing");
        INet net = problem.NewNet();
        INetGradient gradient = net.NewGradient();
        object tape = net.NewTape(Steps);
        NetResults.Forward(problem, net, tape);
        net.Backward(problem.Input, problem.OutputGradient, [], problem.NewStateGradient(net), gradient, tape);
        new Sgd(net.Parameters.Length, learningRate).Step(net.Parameters, gradient.Values);

        double squares = 0;
        foreach (ParameterShape tensor in problem.Shape.Tensors)
        {
            var slope = new float[tensor.Count];
            gradient.Get(tensor.Name, slope);
            double[] expected = [.. problem.Weights[tensor.Name].Zip(slope, (p, g) => p - ((double)learningRate * g))];
            Closeness.Within(1e-6, Closeness.Distance(expected, Get(net, tensor)), tensor.Name);
            squares += slope.Sum(value => (double)value * value);
        }

        // The norm to which gradients are clipped is that of torch's tensors.
        double norm = Math.Sqrt(squares);
        Assert.Equal(norm, Math.Sqrt(gradient.Values.ToArray().Sum(value => (double)value * value)), norm * 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_written_in_place_are_the_ones_that_compute(string name)
    {
        // As after an optimizer's step: whatever the net derives from its parameters must follow.
        NetShape shape = Nets[name];
        var problem = new Problem(shape, Steps, "packing");
        INet written = NetCompiler.Create(shape, seed: 9);
        object tape = written.NewTape(Steps);
        NetResults.Forward(problem, written, tape);
        written.Backward(problem.Input, problem.OutputGradient, [], null, written.NewGradient(), tape);
        problem.NewNet().Parameters.CopyTo(written.Parameters);

        Dictionary<string, float[]> expected = NetResults.Full(problem);
        BitEquality.Same(expected["output"], NetResults.Forward(problem, written, tape)["output"], "output");
        var inputGradient = new float[problem.Input.Length];
        INetGradient gradient = written.NewGradient();
        written.Backward(problem.Input, problem.OutputGradient, inputGradient, problem.NewStateGradient(written), gradient, tape);
        BitEquality.Same(expected["input_gradient"], inputGradient, "gradient of the input");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Initialisation_is_torchs(string name)
    {
        NetShape shape = Nets[name];
        INet net = NetCompiler.Create(shape, seed: 42);
        BitEquality.Same(net.Parameters, NetCompiler.Create(shape, seed: 42).Parameters, "same seed");
        Assert.False(net.Parameters.SequenceEqual(NetCompiler.Create(shape, seed: 43).Parameters));

        foreach (ParameterShape tensor in shape.Tensors)
        {
            // torch.nn.RNNBase: 1/√hidden; torch.nn.Linear (head, i2h, i2o): 1/√in_features.
            string module = tensor.Name.Split('.')[0];
            ParameterShape? linear = shape.Tensors.SingleOrDefault(other => other.Name == module + ".weight");
            double limit = 1 / Math.Sqrt(linear?.Columns ?? shape.Hidden);
            float[] values = Get(net, tensor);
            Assert.All(values, value => Assert.InRange(Math.Abs(value), 0, limit * 1.000001));
            if (values.Length >= 400)
            {
                double mean = values.Average(value => (double)value);
                double variance = values.Average(value => (double)value * value);
                Assert.InRange(mean, -0.15 * limit, 0.15 * limit);
                Assert.InRange(variance, limit * limit * 0.25, limit * limit * 0.42);
            }
        }
    }

    private static float[] Get(INet net, ParameterShape tensor)
    {
        var values = new float[tensor.Count];
        net.Get(tensor.Name, values);
        return values;
    }
}

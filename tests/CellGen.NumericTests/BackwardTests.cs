using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>What the overloads of Backward and the accumulating gradient promise.</summary>
public class BackwardTests
{
    private const int Steps = 7;

    private static readonly ShapeSet Nets = new(Shapes.Representative());

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_calls_and_a_cleared_gradient_give_the_same_bits(string name)
    {
        var problem = new Problem(Nets[name], Steps, "backward");
        (INet net, object tape) = Recorded(problem);
        INetGradient gradient = net.NewGradient();
        net.Backward(problem.Input, problem.OutputGradient, [], null, gradient, tape);
        float[] first = [.. gradient.Values];
        gradient.Clear();
        Assert.Equal(-1, gradient.Values.IndexOfAnyExcept(0));
        net.Backward(problem.Input, problem.OutputGradient, [], null, gradient, tape);
        BitEquality.Same(first, gradient.Values, "gradient");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_accumulates(string name)
    {
        var problem = new Problem(Nets[name], Steps, "backward");
        (INet net, object tape) = Recorded(problem);
        INetGradient gradient = net.NewGradient();
        net.Backward(problem.Input, problem.OutputGradient, [], null, gradient, tape);
        double[] doubled = [.. gradient.Values.ToArray().Select(value => 2.0 * value)];
        net.Backward(problem.Input, problem.OutputGradient, [], null, gradient, tape);
        Closeness.Within(1e-6, Closeness.Distance(doubled, gradient.Values.ToArray()), "two sequences");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_input_gradient_that_is_not_wanted_changes_nothing_else(string name)
    {
        var problem = new Problem(Nets[name], Steps, "backward");
        (INet net, object tape) = Recorded(problem);
        INetGradient with = net.NewGradient();
        INetGradient without = net.NewGradient();
        INetState stateWith = problem.NewStateGradient(net);
        INetState stateWithout = problem.NewStateGradient(net);
        net.Backward(problem.Input, problem.OutputGradient, new float[problem.Input.Length], stateWith, with, tape);
        net.Backward(problem.Input, problem.OutputGradient, [], stateWithout, without, tape);
        BitEquality.Same(with.Values, without.Values, "gradient");
        BitEquality.Same(problem.Hidden(stateWith), problem.Hidden(stateWithout), "gradient of h0");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_state_gradient_is_a_zero_state_gradient(string name)
    {
        var problem = new Problem(Nets[name], Steps, "backward");
        (INet net, object tape) = Recorded(problem);
        INetGradient with = net.NewGradient();
        INetGradient without = net.NewGradient();
        var inputWith = new float[problem.Input.Length];
        var inputWithout = new float[problem.Input.Length];
        net.Backward(problem.Input, problem.OutputGradient, inputWith, net.NewState(), with, tape);
        net.Backward(problem.Input, problem.OutputGradient, inputWithout, null, without, tape);
        BitEquality.Same(with.Values, without.Values, "gradient");
        BitEquality.Same(inputWith, inputWithout, "gradient of the input");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_larger_and_used_tape_gives_the_same_bits(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, Steps, "backward");
        Dictionary<string, float[]> expected = NetResults.Full(problem);
        INet net = problem.NewNet();
        object tape = net.NewTape(3 * Steps);
        INetGradient gradient = net.NewGradient();

        // A longer sequence first, with its backward pass: nothing of it may be left.
        var longer = new Problem(shape, 3 * Steps, "other values");
        NetResults.Forward(longer, net, tape);
        net.Backward(longer.Input, longer.OutputGradient, new float[longer.Input.Length], longer.NewStateGradient(net), gradient, tape);
        gradient.Clear();

        NetResults.Forward(problem, net, tape);
        var inputGradient = new float[problem.Input.Length];
        net.Backward(problem.Input, problem.OutputGradient, inputGradient, problem.NewStateGradient(net), gradient, tape);
        BitEquality.Same(expected["input_gradient"], inputGradient, "gradient of the input");
        foreach (ParameterShape tensor in shape.Tensors)
        {
            var values = new float[tensor.Count];
            gradient.Get(tensor.Name, values);
            BitEquality.Same(expected[tensor.Name + NetResults.GradientSuffix], values, tensor.Name);
        }
    }

    private static (INet Net, object Tape) Recorded(Problem problem)
    {
        INet net = problem.NewNet();
        object tape = net.NewTape(problem.Steps);
        NetResults.Forward(problem, net, tape);
        return (net, tape);
    }
}

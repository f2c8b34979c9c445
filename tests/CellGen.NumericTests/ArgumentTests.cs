using System.Text.RegularExpressions;
using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>A span of a wrong length is an ArgumentException that names the length it has and the length it should have.</summary>
public class ArgumentTests
{
    private const int Steps = 7;
    private const int MaxSteps = 19;
    private const int Input = 10;

    private static readonly NetShape[] All =
    [
        new(CellKind.Gru, Input, 23, 2, Bidirectional: true, OneWidth: true),
        new(CellKind.Lstm, Input, 29, OneWidth: true),
        new(CellKind.Rnn, Input, 31, 2, Head: new(3), OneWidth: true),
        new(CellKind.Gru, Input, 23, Head: new(5, HeadInput.LastState), OneWidth: true),
        new(CellKind.Lstm, Input, 23, Head: new(5, HeadInput.MeanState), OneWidth: true),
        new(CellKind.Lstm, Input, 29, 2, Bidirectional: true, Merge: DirectionMerge.Sum, Projection: 17, Peephole: true, OneWidth: true),
        new(CellKind.MinLstm, Input, 23, 2, OneWidth: true),
        new(CellKind.Concatenating, Input, 31, Head: new(3, HeadInput.InputAndPreviousState), OneWidth: true),
    ];

    private static readonly ShapeSet Nets = new(All);

    public static TheoryData<string> Names => Nets.Names;

    public static TheoryData<string> StepNames => [.. All.Where(shape => shape.CanStep).Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_must_not_overlap_what_is_read(string name)
    {
        NetShape shape = Nets[name];
        INet net = NetCompiler.Create(shape);
        int inputs = Steps * Input;
        int outputs = shape.OutputCount(Steps);
        var memory = new float[inputs + outputs - 1];
        object tape = net.NewTape(Steps);
        void Forward(object scratch) => net.Forward(memory.AsSpan(0, inputs), memory.AsSpan(inputs - 1, outputs), null, scratch);
        void Backward(Span<float> input, Span<float> outputGradient, Span<float> inputGradient) =>
            net.Backward(input, outputGradient, inputGradient, null, net.NewGradient(), tape);

        AssertOverlap("output overlaps input", () => Forward(net.NewWorkspace(Steps)));
        AssertOverlap("output overlaps input", () => Forward(tape));
        net.Forward(new float[inputs], new float[outputs], null, tape);
        AssertOverlap("inputGradient overlaps input", () => Backward(memory.AsSpan(0, inputs), new float[outputs], memory.AsSpan(0, inputs)));
        AssertOverlap(
            "inputGradient overlaps outputGradient",
            () => Backward(new float[inputs], memory.AsSpan(inputs - 1, outputs), memory.AsSpan(0, inputs)));

        static void AssertOverlap(string message, Action action) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_checks_lengths(string name)
    {
        NetShape shape = Nets[name];
        INet net = NetCompiler.Create(shape);
        int output = shape.OutputCount(Steps);
        foreach (object scratch in new[] { net.NewWorkspace(MaxSteps), net.NewTape(MaxSteps) })
        {
            foreach (INetState? state in new[] { null, net.NewState() })
            {
                void Forward(int inputs, int outputs) => net.Forward(new float[inputs], new float[outputs], state, scratch);

                Forward(Steps * Input, output);
                AssertNamesBoth(() => Forward((Steps * Input) + 1, output), (Steps * Input) + 1, Input);
                AssertNamesBoth(() => Forward(Steps * Input, output + 1), output + 1, output);
                AssertNamesBoth(() => Forward(Steps * Input, output - 1), output - 1, output);
                AssertNamesBoth(() => Forward(Steps * Input, 0), 0, output);
                AssertNamesBoth(
                    () => Forward((MaxSteps + 1) * Input, shape.OutputCount(MaxSteps + 1)), MaxSteps + 1, MaxSteps);
            }
        }
    }

    [Theory]
    [MemberData(nameof(StepNames))]
    public void Step_checks_lengths(string name)
    {
        NetShape shape = Nets[name];
        INet net = NetCompiler.Create(shape);
        INetState state = net.NewState();
        void Step(int inputs, int outputs) => net.Step(new float[inputs], new float[outputs], state);

        Step(Input, shape.OutputSize);
        AssertNamesBoth(() => Step(Input + 1, shape.OutputSize), Input + 1, Input);
        AssertNamesBoth(() => Step(Input - 1, shape.OutputSize), Input - 1, Input);
        AssertNamesBoth(() => Step(Input, shape.OutputSize + 1), shape.OutputSize + 1, shape.OutputSize);
        AssertNamesBoth(() => Step(Input, shape.OutputSize - 1), shape.OutputSize - 1, shape.OutputSize);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_checks_lengths(string name)
    {
        NetShape shape = Nets[name];
        INet net = NetCompiler.Create(shape);
        int input = Steps * Input;
        int output = shape.OutputCount(Steps);
        object tape = net.NewTape(MaxSteps);
        INetGradient gradient = net.NewGradient();
        net.Forward(new float[input], new float[output], null, tape);
        foreach (INetState? state in new[] { null, net.NewState() })
        {
            void Backward(int inputs, int outputs, int inputGradients) =>
                net.Backward(new float[inputs], new float[outputs], new float[inputGradients], state, gradient, tape);

            Backward(input, output, input);
            Backward(input, output, 0);
            AssertNamesBoth(() => Backward(input + 1, output, input), input + 1, Input);
            AssertNamesBoth(() => Backward(input, output + 1, input), output + 1, output);
            AssertNamesBoth(() => Backward(input, output - 1, input), output - 1, output);
            AssertNamesBoth(() => Backward(input, output, input + 1), input + 1, input);
            AssertNamesBoth(() => Backward(input, output, input - 1), input - 1, input);

            // The tape holds a sequence of another length.
            int shorter = Steps - 1;
            AssertNamesBoth(() => Backward(shorter * Input, shape.OutputCount(shorter), 0), shorter, Steps);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tensors_check_names_and_lengths(string name)
    {
        NetShape shape = Nets[name];
        INet net = NetCompiler.Create(shape);
        INetGradient gradient = net.NewGradient();
        foreach (ParameterShape tensor in shape.Tensors)
        {
            foreach (int wrong in new[] { tensor.Count - 1, tensor.Count + 1, 0 })
            {
                AssertNamesBoth(() => net.Get(tensor.Name, new float[wrong]), wrong, tensor.Count);
                AssertNamesBoth(() => net.Set(tensor.Name, new float[wrong]), wrong, tensor.Count);
                AssertNamesBoth(() => gradient.Get(tensor.Name, new float[wrong]), wrong, tensor.Count);
            }
        }

        foreach (string unknown in new[] { "weight_ih_l7", "weight_ih_l0_Reverse", "head.scale", "" })
        {
            AssertNames(() => net.Get(unknown, new float[1]), unknown);
            AssertNames(() => net.Set(unknown, new float[1]), unknown);
            AssertNames(() => gradient.Get(unknown, new float[1]), unknown);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_checks_layer_and_direction(string name)
    {
        NetShape shape = Nets[name];
        INetState state = NetCompiler.Create(shape).NewState();
        Assert.Equal(shape.StateSize, state.Hidden(shape.Layers - 1, shape.Directions - 1).Length);
        if (shape.HasCell)
        {
            Assert.Equal(shape.Hidden, state.Cell(shape.Layers - 1, shape.Directions - 1).Length);
        }

        foreach ((int layer, int direction) in new[] { (-1, 0), (shape.Layers, 0), (0, -1), (0, shape.Directions) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => state.Hidden(layer, direction).Clear());
            if (shape.HasCell)
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => state.Cell(layer, direction).Clear());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Scratch_has_room_for_at_least_one_step(string name)
    {
        INet net = NetCompiler.Create(Nets[name]);
        foreach (int steps in new[] { 0, -1 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => net.NewWorkspace(steps));
            Assert.Throws<ArgumentOutOfRangeException>(() => net.NewTape(steps));
        }
    }

    private static void AssertNamesBoth(Action action, int found, int expected)
    {
        string message = Assert.ThrowsAny<ArgumentException>(action).Message;
        Assert.Matches($@"(?<!\d){found}(?!\d)", message);
        Assert.Matches($@"(?<!\d){expected}(?!\d)", message);
    }

    private static void AssertNames(Action action, string name) =>
        Assert.Matches(Regex.Escape(name), Assert.ThrowsAny<ArgumentException>(action).Message);
}

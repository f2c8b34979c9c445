using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// What a net writes is no memory of anything else: every pair of arguments is refused with both names, and nothing is
/// written. runtime/memory.md has the table. Tokens, and states of batches and agents, are in CellGen.Tests (Arguments).
/// </summary>
public class SharedMemoryTests
{
    private const int Steps = 3;

    // Input and output have the sizes of a state, so that each can be the memory of one.
    private static readonly NetShape[] All =
    [
        new(CellKind.Gru, 5, 5, OneWidth: true),
        new(CellKind.Lstm, 5, 5, 2, Head: new(5), OneWidth: true),
    ];

    private static readonly ShapeSet Nets = new(All);

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Step(string name)
    {
        NetShape shape = Nets[name];
        INet net = NetCompiler.Create(shape);
        INetState state = net.NewState();
        float[] memory = new float[9];
        Refused(net, "output overlaps input", () => net.Step(memory.AsSpan(0, 5), memory.AsSpan(0, 5), state));
        Refused(net, "output overlaps input", () => net.Step(memory.AsSpan(0, 5), memory.AsSpan(4, 5), state));
        Refused(net, "output overlaps input", () => net.Step(memory.AsSpan(4, 5), memory.AsSpan(0, 5), state));
        Refused(net, "output overlaps Parameters", () => net.Step(new float[5], net.Parameters.Slice(3, 5), state));
        Refused(net, "output overlaps Parameters", () => net.Step(new float[5], net.Parameters[^5..], state));
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            int place = layer;
            Refused(net, "state overlaps input", () => net.Step(state.Hidden(place, 0), new float[5], state));
            Refused(net, "state overlaps output", () => net.Step(new float[5], state.Hidden(place, 0), state));
        }

        // Reading the weights, another state, and neighbours are no faults.
        net.Step(net.Parameters[..5], memory.AsSpan(0, 5), state);
        net.Step(net.NewState().Hidden(0, 0), memory.AsSpan(0, 5), state);
        float[] pair = new float[10];
        net.Step(pair.AsSpan(0, 5), pair.AsSpan(5, 5), state);
        net.Step(pair.AsSpan(5, 5), pair.AsSpan(0, 5), state);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward(string name)
    {
        INet net = NetCompiler.Create(Nets[name]);
        INetState state = net.NewState();
        const int Length = Steps * 5;
        float[] memory = new float[(2 * Length) - 1];
        foreach (object scratch in new[] { net.NewWorkspace(Steps), net.NewTape(Steps) })
        {
            foreach (INetState? given in new[] { null, state })
            {
                Refused(net, "output overlaps input", () => net.Forward(memory.AsSpan(0, Length), memory.AsSpan(0, Length), given, scratch));
                Refused(net, "output overlaps input", () => net.Forward(memory.AsSpan(Length - 1), memory.AsSpan(0, Length), given, scratch));
                Refused(net, "output overlaps Parameters", () => net.Forward(new float[Length], net.Parameters.Slice(7, Length), given, scratch));
            }

            Refused(net, "state overlaps input", () => net.Forward(state.Hidden(0, 0), new float[5], state, scratch));
            Refused(net, "state overlaps output", () => net.Forward(new float[5], state.Hidden(0, 0), state, scratch));
            Refused(net, "output overlaps input", () => net.ForwardBatch(
                memory.AsSpan(0, Length), memory.AsSpan(Length - 1), [Steps], [], scratch, BatchLayout.BatchFirst));
            Refused(net, "output overlaps Parameters", () => net.ForwardBatch(
                new float[Length], net.Parameters.Slice(1, Length), [Steps], [], scratch, BatchLayout.TimeFirst));
        }

        Refused(net, "output overlaps input", () => net.StepMany(memory.AsSpan(0, Length), memory.AsSpan(1, Length), States(net)));
        Refused(net, "output overlaps Parameters", () => net.StepMany(new float[Length], net.Parameters[..Length], States(net)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward(string name)
    {
        INet net = NetCompiler.Create(Nets[name]);
        INetGradient gradient = net.NewGradient();
        object tape = net.NewTape(1);
        INetState state = net.NewState();
        net.Forward(new float[5], new float[5], null, tape);
        float[] memory = new float[9];
        foreach (INetState? given in new[] { null, state })
        {
            void Refuses(string message, Span<float> input, Span<float> outputGradient, Span<float> inputGradient)
            {
                try
                {
                    net.Backward(input, outputGradient, inputGradient, given, gradient, tape);
                }
                catch (ArgumentException error)
                {
                    Assert.Contains(message + ";", error.Message, StringComparison.Ordinal);
                    return;
                }

                Assert.Fail(message);
            }

            Refuses("inputGradient overlaps input", memory.AsSpan(0, 5), new float[5], memory.AsSpan(4, 5));
            Refuses("inputGradient overlaps outputGradient", new float[5], memory.AsSpan(0, 5), memory.AsSpan(0, 5));
            Refuses("inputGradient overlaps Parameters", new float[5], new float[5], net.Parameters[..5]);
            Refuses("gradient overlaps input", gradient.Values[..5], new float[5], new float[5]);
            Refuses("gradient overlaps outputGradient", new float[5], gradient.Values[^5..], []);
            Refuses("gradient overlaps inputGradient", new float[5], new float[5], gradient.Values[^5..]);
            if (given is not null)
            {
                Refuses("stateGradient overlaps input", given.Hidden(0, 0), new float[5], []);
                Refuses("stateGradient overlaps outputGradient", new float[5], given.Hidden(0, 0), []);
                Refuses("stateGradient overlaps inputGradient", new float[5], new float[5], given.Hidden(0, 0));
            }
        }

        Assert.All(gradient.Values.ToArray(), value => Assert.Equal(0f, value));

        // What is only read may be one memory.
        net.Backward(memory.AsSpan(0, 5), memory.AsSpan(0, 5), [], state, gradient, tape);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tensors(string name)
    {
        NetShape shape = Nets[name];
        INet net = NetCompiler.Create(shape);
        INetGradient gradient = net.NewGradient();
        foreach (ParameterShape tensor in shape.Tensors)
        {
            int last = net.Parameters.Length - tensor.Count;
            Refused(net, "destination overlaps the packed values", () => net.Get(tensor.Name, net.Parameters[..tensor.Count]));
            Refused(net, "source overlaps the packed values", () => net.Set(tensor.Name, net.Parameters[last..]));
            Refused(net, "destination overlaps the packed values", () => gradient.Get(tensor.Name, gradient.Values[last..]));
            gradient.Get(tensor.Name, NetCompiler.Create(shape).Parameters[..tensor.Count]);
        }
    }

    private static INetState[] States(INet net) => [.. Enumerable.Range(0, Steps).Select(_ => net.NewState())];

    private static void Refused(INet net, string message, Action action)
    {
        float[] before = net.Parameters.ToArray();
        Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
        Assert.Equal(before, net.Parameters.ToArray());
    }
}

using CellGen.NumericTests.Host;
using CellGen.Simd;
using CellGen.TestOrder;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>After construction nothing allocates: not inference, not training.</summary>
[TakesLong]
public class AllocationTests
{
    private const int Steps = 9;
    private const int Rounds = 5;
    private const int Calls = 10;

    private static readonly NetShape[] All = [.. Shapes.Representative()];
    private static readonly ShapeSet Nets = new(All);

    public static TheoryData<string> Names => Nets.Names;

    public static TheoryData<string> StepNames => [.. All.Where(shape => shape.CanStep).Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_allocates_nothing(string name)
    {
        var problem = new Problem(Nets[name], Steps, "allocation");
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            INet net = problem.NewNet(width);
            object workspace = net.NewWorkspace(Steps);
            object tape = net.NewTape(Steps);
            INetState state = problem.NewInitialState(net);
            var output = new float[problem.Shape.OutputCount(Steps)];
            AssertAllocatesNothing(() =>
            {
                net.Forward(problem.Input, output, null, workspace);
                net.Forward(problem.Input, output, state, workspace);
                net.Forward(problem.Input, output, null, tape);
                net.Forward(problem.Input, output, state, tape);
            });
        }
    }

    [Theory]
    [MemberData(nameof(StepNames))]
    public void Step_allocates_nothing(string name)
    {
        var problem = new Problem(Nets[name], 1, "allocation");
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            INet net = problem.NewNet(width);
            INetState state = problem.NewInitialState(net);
            var output = new float[problem.Shape.OutputSize];
            AssertAllocatesNothing(() => net.Step(problem.Input, output, state));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_step_allocates_nothing(string name)
    {
        var problem = new Problem(Nets[name], Steps, "allocation");
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            INet net = problem.NewNet(width);
            object tape = net.NewTape(Steps);
            INetState state = problem.NewInitialState(net);
            INetState stateGradient = problem.NewStateGradient(net);
            INetGradient gradient = net.NewGradient();
            var output = new float[problem.Shape.OutputCount(Steps)];
            var inputGradient = new float[problem.Input.Length];
            var adam = new Adam(net.Parameters.Length);
            var sgd = new Sgd(net.Parameters.Length, momentum: 0.9f);
            AssertAllocatesNothing(() =>
            {
                gradient.Clear();
                net.Forward(problem.Input, output, state, tape);
                net.Backward(problem.Input, problem.OutputGradient, inputGradient, stateGradient, gradient, tape);
                net.Backward(problem.Input, problem.OutputGradient, [], null, gradient, tape);
                GradientClipping.ByGlobalNorm(gradient.Values, 1);
                adam.Step(net.Parameters, gradient.Values);
                sgd.Step(net.Parameters, gradient.Values);
            });
        }
    }

    [Fact]
    public void Reading_and_writing_parameters_allocates_nothing()
    {
        var problem = new Problem(new NetShape(CellKind.Gru, 10, 20, 2, Bidirectional: true), 1, "allocation");
        INet net = problem.NewNet();
        float[] weight = [.. problem.Weights["weight_hh_l1_reverse"]];
        AssertAllocatesNothing(() =>
        {
            net.Get("weight_hh_l1_reverse", weight);
            net.Set("weight_hh_l1_reverse", weight);
        });
    }

    [Fact]
    public void An_allocation_would_be_seen()
    {
        object kept = new();
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertAllocatesNothing(() => kept = new byte[1]));
        Assert.IsType<byte[]>(kept);
    }

    // The runtime itself may allocate now and then in a thread (a stub, a type that is loaded late). What the code
    // allocates it allocates in every round; so the least of a few rounds counts.
    internal static void AssertAllocatesNothing(Action action)
    {
        action();
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int call = 0; call < Calls; call++)
            {
                action();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least == 0, $"{least} bytes in {Calls} calls");
    }
}

using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>After construction nothing allocates, whatever the topology.</summary>
public class AllocationTests
{
    private const int Steps = 9;
    private static readonly int[] Lengths = [9, 1, 4];

    [Fact]
    public void Dense_nets_allocate_nothing()
    {
        AssertDense(new BatchGru());
        AssertDense(new ProjectedLstm());
        AssertDense(new ResetBeforeGru());
        AssertDense(new EveryStepNet());
        AssertDense(new LastStateNet());
        AssertDense(new MeanStateNet());
        AssertDense(new PreviousStateNet());
        AssertDense(new TutorialNet());
        AssertDense(new SumRnn());
        AssertDense(new DropGru());
        AssertDense(new VariationalGru());
        AssertDense(new DropResetBeforeGru());
        AssertDense(new DropBothLstm());
        AssertDense(new AbreastLstm());
        AssertDense(new AbreastSumGru());
        AssertDense(new AbreastWideRnn());
    }

    [Fact]
    public void Token_nets_allocate_nothing()
    {
        AssertTokens(new TokenGru());
        AssertTokens(new OpenTokenLstm());
        AssertTokens(new EmbeddedLstm());
        AssertTokens(new EmbeddedGru());
        AssertTokens(new FrozenGru());
        AssertTokens(new AbreastEmbeddedLstm());
    }

    [Fact]
    public void StepMany_allocates_nothing()
    {
        // Not a whole number of groups of any width.
        const int agents = 54;
        var (lstm, rnn) = (new LookedUpLstm(), new BatchRnn());
        var (lstmStates, rnnStates) = (new LookedUpLstm.State[agents], new BatchRnn.State[agents]);
        float[] input = new float[agents * 7], output = new float[agents * 33];
        Allocations.AssertNone(() =>
        {
            lstm.StepMany(input.AsSpan(0, agents * 5), output.AsSpan(0, agents * 3), lstmStates);
            rnn.StepMany(input, output, rnnStates);
        });
    }

    [Fact]
    public void Step_and_tables_allocate_nothing()
    {
        var (tutorial, reset, tokens, embedded) = (new TutorialNet(), new DropResetBeforeGru(), new OpenTokenLstm(), new EmbeddedLstm());
        TutorialNet.State tutorialState = default;
        DropResetBeforeGru.State resetState = default;
        OpenTokenLstm.State tokenState = default;
        EmbeddedLstm.State embeddedState = default;
        var table = embedded.FoldEmbedding();
        var workspace = new EmbeddedLstm.Workspace(Steps);
        float[] input = new float[8], output = new float[20];
        var sequence = new int[27];
        var adam = new Adam(embedded.Parameters.Length);
        var gradient = new EmbeddedLstm.Gradient();
        Allocations.AssertNone(() =>
        {
            tutorial.Step(input.AsSpan(0, 4), output.AsSpan(0, 2), ref tutorialState);
            reset.Step(input.AsSpan(0, 2), output.AsSpan(0, 5), ref resetState);
            reset.Settle(ref resetState, steps: 3);
            tokens.Step(-1, output.AsSpan(0, 3), ref tokenState);
            embedded.Step(3, output.AsSpan(0, 3), ref embeddedState);
            embedded.Step(3, output.AsSpan(0, 3), ref embeddedState, table);
            embedded.Forward(sequence.AsSpan(0, Steps), output.AsSpan(0, 3), workspace, table);
            embedded.Forward(sequence, output.AsSpan(0, 9), Lengths, [], workspace, BatchLayout.TimeFirst, table);
            adam.Step(embedded.Parameters, gradient.Values);
        });
    }

    [Fact]
    public void An_allocation_would_be_seen()
    {
        object kept = new();
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Allocations.AssertNone(() => kept = new byte[1]));
        Assert.IsType<byte[]>(kept);
    }

    private static void AssertDense<TState, TWorkspace, TTape, TGradient>(IDenseNet<TState, TWorkspace, TTape, TGradient> net)
        where TState : struct
        where TWorkspace : class
        where TTape : class
        where TGradient : class
    {
        var harness = Harnesses.Dense(net);
        var (workspace, tape, gradient) = (harness.NewWorkspace(Steps), harness.NewTape(Steps, 3), Activator.CreateInstance<TGradient>());
        float[] input = new float[Steps * harness.ElementSize], batch = new float[3 * input.Length];
        float[] inputGradient = new float[input.Length], batchGradient = new float[batch.Length];
        float[] output = new float[harness.OutputCount(Steps)], outputs = new float[3 * output.Length];
        var states = new TState[3];
        Allocations.AssertNone(
            () =>
            {
                net.Forward(input, output, ref states[0], workspace);
                net.Forward(input, output, ref states[0], tape);
                net.Backward(input, output, inputGradient, ref states[0], gradient, tape);
                net.Forward(batch, outputs, Lengths, states, workspace, BatchLayout.TimeFirst);
                net.Forward(batch, outputs, Lengths, states, tape, BatchLayout.BatchFirst);
                net.Backward(batch, outputs, batchGradient, Lengths, states, gradient, tape, BatchLayout.BatchFirst);
            },
            net.GetType().Name);
    }

    private static void AssertTokens<TState, TWorkspace, TTape, TGradient>(ITokenNet<TState, TWorkspace, TTape, TGradient> net)
        where TState : struct
        where TWorkspace : class
        where TTape : class
        where TGradient : class
    {
        var harness = Harnesses.Tokens(net);
        var (workspace, tape, gradient) = (harness.NewWorkspace(Steps), harness.NewTape(Steps, 3), Activator.CreateInstance<TGradient>());
        int[] tokens = new int[Steps], batch = new int[3 * Steps];
        float[] output = new float[harness.OutputCount(Steps)], outputs = new float[3 * output.Length];
        var states = new TState[3];
        Allocations.AssertNone(
            () =>
            {
                net.Forward(tokens, output, ref states[0], workspace);
                net.Forward(tokens, output, ref states[0], tape);
                net.Backward(tokens, output, ref states[0], gradient, tape);
                net.Forward(batch, outputs, Lengths, states, workspace, BatchLayout.TimeFirst);
                net.Forward(batch, outputs, Lengths, states, tape, BatchLayout.BatchFirst);
                net.Backward(batch, outputs, Lengths, states, gradient, tape, BatchLayout.BatchFirst);
            },
            net.GetType().Name);
    }
}

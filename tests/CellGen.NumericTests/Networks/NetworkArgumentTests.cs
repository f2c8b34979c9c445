using CellGen.NumericTests.Host;
using CellGen.TestOrder;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>An argument of a wrong length, or that shares memory with another, is an error that names it, and nothing is written.</summary>
[TakesLong]
public class NetworkArgumentTests
{
    private const int Steps = 5;

    private static readonly NetworkDescription Denoiser = CommittedNetworks.Find("Denoiser");

    [Fact]
    public void A_wrong_length_names_the_output()
    {
        var problem = new NetworkProblem(Denoiser, Steps);
        ILayeredNet net = problem.NewNet(CommittedNetworks.Compiler);
        object workspace = net.NewWorkspace(Steps, 2);
        object tape = net.NewTape(Steps);
        NetworkResults.Forward(problem, net, tape);
        foreach (var (name, place) in new[] { ("vad", 0), ("gains", 1) })
        {
            foreach (int wrong in new[] { -1, 1 })
            {
                float[][] outputs = Wrong(problem.NewOutputs(), place, wrong);
                float[][] rows = Wrong([new float[1], new float[4]], place, wrong);
                INetworkStates states = net.NewStates(1);
                AssertRefused(name, states, () => net.Forward(problem.Input, outputs, states, workspace));
                AssertRefused(name, states, () => net.Forward(problem.Input, outputs, states, tape));
                AssertRefused(name, states, () => net.Step(problem.Input.At(0, 6), rows, states));
                AssertRefused(name, states, () => net.StepMany(problem.Input.At(0, 6), rows, states));
                AssertRefused(name, states, () => net.ForwardBatch(problem.Input, outputs, [Steps], states, workspace, BatchLayout.TimeFirst));
                NetworkResults.Forward(problem, net, tape);
                float[][] gradients = Wrong(problem.OutputGradients, place, wrong);
                AssertRefused(name + "Gradient", states, () => net.Backward(problem.Input, gradients, [], states, net.NewGradient(), tape));
                AssertRefused(name + "Gradient", states, () => net.BackwardBatch(problem.Input, gradients, [], [Steps], states, net.NewGradient(), tape, BatchLayout.BatchFirst));
            }
        }

        AssertRefused("inputGradient", net.NewStates(1), () => net.Backward(problem.Input, problem.OutputGradients, new float[29], null, net.NewGradient(), tape));
        AssertRefused("input", net.NewStates(1), () => net.Forward(new(new float[29], []), problem.NewOutputs(), null, workspace));
    }

    [Fact]
    public void Two_arguments_that_share_memory_are_both_named()
    {
        ILayeredNet lean = CommittedNetworks.Compiler.Create(CommittedNetworks.Find("Lean"));
        INetworkStates states = lean.NewStates(1);
        float[] both = new float[2 * Steps];
        var input = new NetworkInput(new float[3 * Steps], []);
        AssertOverlap("head1 overlaps head0", () => lean.Forward(input, [both, both], states, lean.NewWorkspace(Steps)));
        AssertOverlap("head1 overlaps head0", () => lean.ForwardBatch(input, [both, both], [Steps], states, lean.NewWorkspace(Steps), BatchLayout.BatchFirst));
        float[] row = new float[2];
        AssertOverlap("head1 overlaps head0", () => lean.Step(input.At(0, 3), [row, row], states));
        AssertOverlap("head1 overlaps input", () => lean.Forward(input, [both, input.Rows], states, lean.NewWorkspace(Steps)));

        ILayeredNet amplifier = CommittedNetworks.Compiler.Create(CommittedNetworks.Find("Amplifier"));
        var sound = new NetworkInput(new float[Steps], []);
        AssertOverlap("output overlaps input", () => amplifier.Forward(sound, [sound.Rows], null, amplifier.NewWorkspace(Steps)));
        NetworkInput one = sound.At(0, 1);
        AssertOverlap("output overlaps input", () => amplifier.Step(one, [one.Rows], amplifier.NewStates(1)));

        var problem = new NetworkProblem(Denoiser, Steps);
        ILayeredNet net = problem.NewNet(CommittedNetworks.Compiler);
        object tape = net.NewTape(Steps);
        NetworkResults.Forward(problem, net, tape);
        AssertOverlap("inputGradient overlaps input", () => net.Backward(problem.Input, problem.OutputGradients, problem.Input.Rows, null, net.NewGradient(), tape));
    }

    [Fact]
    public void A_gradient_that_is_written_is_none_that_is_read()
    {
        var problem = new NetworkProblem(CommittedNetworks.Find("Amplifier"), 3);
        ILayeredNet net = problem.NewNet(CommittedNetworks.Compiler);
        object tape = net.NewTape(3);
        NetworkResults.Forward(problem, net, tape);
        float[] gradient = new float[3];
        AssertOverlap("inputGradient overlaps outputGradient", () => net.Backward(problem.Input, [gradient], gradient, null, net.NewGradient(), tape));
    }

    [Fact]
    public void A_tape_of_other_sequences_or_parameters_is_refused()
    {
        var problem = new NetworkProblem(Denoiser, Steps);
        ILayeredNet net = problem.NewNet(CommittedNetworks.Compiler);
        object tape = net.NewTape(Steps + 2);
        var longer = new NetworkProblem(Denoiser, Steps + 1);
        NetworkResults.Forward(longer, net, tape);
        Assert.Throws<ArgumentException>(() => net.Backward(problem.Input, problem.OutputGradients, [], null, net.NewGradient(), tape));
        NetworkResults.Forward(problem, net, tape);
        net.Set("gains.bias", new float[4]);
        Assert.Throws<InvalidOperationException>(() => net.Backward(problem.Input, problem.OutputGradients, [], null, net.NewGradient(), tape));
        Assert.Throws<ArgumentException>(() => net.ForwardBatch(problem.Input, problem.NewOutputs(), [1, 1, 1, 1, 1], null, tape, BatchLayout.BatchFirst));
    }

    private static float[][] Wrong(float[][] outputs, int place, int by) => [.. outputs.Select((output, i) => i == place ? new float[output.Length + by] : output)];

    private static void AssertRefused(string name, INetworkStates states, Action action)
    {
        object before = states.Array.GetValue(0)!;
        var error = Assert.ThrowsAny<ArgumentException>(action);
        Assert.Equal(name, error.ParamName);
        Assert.Contains(name + " has", error.Message);
        Assert.Equal(before, states.Array.GetValue(0));
    }

    private static void AssertOverlap(string message, Action action) => Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message);
}

using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>What the cells of a net of several layers drop in training: a seed says it, and each cell drops something else.</summary>
public class NetworkDropoutTests
{
    private static readonly NetworkProblem Problem = new(CommittedNetworks.Find("Dropping"), 6);

    [Fact]
    public void A_seed_drops_the_same_again()
    {
        ILayeredNet net = Problem.NewNet(CommittedNetworks.Compiler);
        var first = Run(net, seed: 7);
        BitEquality.Same(first, Run(net, seed: 7), "the same seed");
        Assert.NotEqual(first["output"], Run(net, seed: 8)["output"]);
    }

    /// <summary>A new tape has the seed that it says it has.</summary>
    [Fact]
    public void A_new_tape_drops_what_the_seed_zero_drops()
    {
        ILayeredNet net = Problem.NewNet(CommittedNetworks.Compiler);
        BitEquality.Same(Run(net, seed: null), Run(net, seed: 0), "seed 0");
    }

    [Fact]
    public void Without_training_nothing_is_dropped()
    {
        ILayeredNet net = Problem.NewNet(CommittedNetworks.Compiler);
        object tape = net.NewTape(6);
        tape.GetType().GetProperty("Training")!.SetValue(tape, false);
        BitEquality.Same(NetworkResults.Forward(Problem, net, net.NewWorkspace(6)), NetworkResults.Forward(Problem, net, tape), "not in training");
        Assert.NotEqual(NetworkResults.Forward(Problem, net, tape)["output"], Run(net, seed: 1)["output"]);
    }

    private static Dictionary<string, float[]> Run(ILayeredNet net, int? seed)
    {
        object tape = net.NewTape(6);
        if (seed is { } chosen)
        {
            tape.GetType().GetProperty("DropoutSeed")!.SetValue(tape, chosen);
        }

        var results = NetworkResults.Forward(Problem, net, tape);
        var gradient = net.NewGradient();
        NetworkResults.AddGradients(results, Problem, net, gradient, tape);
        NetworkResults.AddParameters(results, Problem.Net, gradient);
        return results;
    }
}

using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>
/// Random nets of several layers agree with the oracle, and give the same bits in steps, batches and agents. A normal run draws
/// sixteen, the same ones each time; CELLGEN_NETWORKS sets how many, CELLGEN_SEED which.
/// </summary>
public class NetworkRandomTests
{
    private const int Usual = 16;

    private static readonly IReadOnlyList<NetworkDescription> Nets = RandomNetworks.Several(Setting("CELLGEN_NETWORKS", Usual), Setting("CELLGEN_SEED", 0));
    private static readonly NetworkCompiler Compiler = new(Nets, oneWidth: true);

    public static TheoryData<string> Names => [.. Nets.Select(net => net.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void They_agree_with_the_oracle(string name)
    {
        NetworkDescription description = Find(name);
        var problem = new NetworkProblem(description);
        ILayeredNet net = problem.NewNet(Compiler);
        NetworkOracleTests.AssertClose(problem.Expected(), NetworkResults.Forward(problem, net, net.NewWorkspace(problem.Steps)));
        NetworkOracleTests.AssertDifferences(problem, NetworkResults.Full(problem, Compiler), elements: 3);
        NetworkInitialStateTests.AssertRest(new(description) { GivesStates = false }, Compiler, elements: 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void They_agree_with_themselves(string name)
    {
        NetworkDescription description = Find(name);
        NetworkProblem[] problems = [.. new[] { 4, 2, 5, 4, 1, 4, 3 }.Select((length, i) => new NetworkProblem(description, length, "batch" + i))];
        ILayeredNet net = problems[0].NewNet(Compiler);
        if (description.CanStep)
        {
            NetworkAgreement.AssertSteps(problems[0], net);
        }

        if (description is { CanStep: true, Agents: true })
        {
            NetworkAgreement.AssertAgents(description, net, agents: 21);
        }

        if (description.TrainsInitialState)
        {
            NetworkInitialStateTests.AssertBeginnings(description, Compiler, width: null);
        }

        foreach (BatchLayout layout in Enum.GetValues<BatchLayout>())
        {
            NetworkAgreement.AssertBatch(problems, net, layout, workspace: 0);
            NetworkAgreement.AssertBatch(problems, net, layout, workspace: 1);
            NetworkAgreement.AssertBatch(problems, net, layout, workspace: 9);
        }
    }

    [Fact]
    public void They_have_everything()
    {
        NetworkNode[] nodes = [.. RandomNetworks.Several(Usual, 0).SelectMany(net => net.Nodes)];
        Assert.True(nodes.Any(node => node.Past > 0), "a convolution over time");
        Assert.True(nodes.Any(node => node is { IsConvolution: true, Layer: { Frame: > 1, Stride: > 1 } }), "one within a frame");
        Assert.True(nodes.Any(node => node.TrainsInitialState), "a trained initial state");
        Assert.Equal(Enum.GetValues<CellKind>(), nodes.Where(node => node.IsCell).Select(node => node.Layer.Kind).Distinct().Order());
        Assert.Equal(["Activation", "Add", "Concatenate", "Conv1d", "Dense", "DenseHead", "RecurrentCell"], nodes.Select(node => node.Layer.Layer).Distinct().Order());
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;

    private static NetworkDescription Find(string name) => Nets.Single(net => net.Name == name);
}

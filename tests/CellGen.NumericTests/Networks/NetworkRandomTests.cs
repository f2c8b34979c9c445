using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>Random nets of several layers agree with the oracle, and give the same bits in steps, batches and agents.</summary>
public class NetworkRandomTests
{
    private static readonly IReadOnlyList<NetworkDescription> Nets = RandomNetworks.Several(12);
    private static readonly NetworkCompiler Compiler = new(Nets);

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

        foreach (BatchLayout layout in Enum.GetValues<BatchLayout>())
        {
            NetworkAgreement.AssertBatch(problems, net, layout, workspace: 0);
            NetworkAgreement.AssertBatch(problems, net, layout, workspace: 1);
            NetworkAgreement.AssertBatch(problems, net, layout, workspace: 9);
        }
    }

    private static NetworkDescription Find(string name) => Nets.Single(net => net.Name == name);
}

using CellGen.NumericTests.Oracle;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>Nets of several layers agree with the oracle: outputs and final states; every gradient with its finite differences.</summary>
public class NetworkOracleTests
{
    /// <summary>The elements of a tensor whose gradient is differenced.</summary>
    private const int Elements = 6;

    public static TheoryData<string> Names => CommittedNetworks.Names;

    public static TheoryData<string> Trained => CommittedNetworks.NamesOf(CommittedNetworks.IsTrained);

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_and_final_states_are_the_oracles(string name)
    {
        var problem = new NetworkProblem(CommittedNetworks.Find(name), 7, "oracle");
        ILayeredNet net = problem.NewNet(CommittedNetworks.Compiler);
        AssertClose(problem.Expected(), NetworkResults.Forward(problem, net, net.NewWorkspace(9, 2)));
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void Gradients_are_finite_differences(string name)
    {
        var problem = new NetworkProblem(CommittedNetworks.Find(name), 4, "differences");
        AssertDifferences(problem, NetworkResults.Full(problem, CommittedNetworks.Compiler), Elements);
    }

    /// <summary>Each result of the oracle is there, and close.</summary>
    internal static void AssertClose(Dictionary<string, double[]> expected, Dictionary<string, float[]> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, result => Closeness.Within(Tolerances.Forward, Closeness.Distance(result.Value, actual[result.Key]), result.Key));
    }

    /// <summary>Every gradient is that of the oracle's loss, by some of its elements.</summary>
    internal static void AssertDifferences(NetworkProblem problem, Dictionary<string, float[]> actual, int elements)
    {
        double step = problem.Net.HasKinks ? FiniteDifference.ShortStep : FiniteDifference.SmoothStep;
        foreach ((string result, double[] values) in problem.Variables())
        {
            int count = Math.Min(elements, values.Length);
            int[] picked = [.. Enumerable.Range(0, count).Select(i => ((2 * i) + 1) * values.Length / (2 * count))];
            double[] expected = [.. picked.Select(i => FiniteDifference.Estimate(problem.Loss, values, i, step))];
            Closeness.Within(Tolerances.Gradient, Closeness.Distance(expected, [.. picked.Select(i => actual[result][i])]), result);
        }
    }
}

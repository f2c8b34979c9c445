using CellGen.NumericTests.Oracle;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>Nets of several layers give what torch gives, outputs, final states and all gradients; and so does the oracle.</summary>
public class NetworkGoldenTests
{
    public static TheoryData<string> Names => [.. NetworkGoldens.All.Select(golden => golden.Net.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_torchs(string name)
    {
        NetworkGoldens golden = NetworkGoldens.Find(name);
        foreach (VectorWidth? width in new VectorWidth?[] { null, VectorWidth.Plain })
        {
            var results = NetworkResults.Full(golden.Problem, CommittedNetworks.Compiler, width);
            Assert.Equal(golden.Results.Keys.Order(), results.Keys.Order());
            Assert.All(results, result => Closeness.Within(
                Tolerances.Of(result.Key), Closeness.Distance(golden.Results[result.Key], golden.Sample(result.Key, result.Value)), result.Key));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_oracle_gives_torchs_results(string name)
    {
        NetworkGoldens golden = NetworkGoldens.Find(name);
        Assert.All(golden.Problem.Expected(), result =>
            Closeness.Within(1e-14, Closeness.Distance(golden.Results[result.Key], golden.Sample(result.Key, result.Value)), result.Key));
    }

    [Fact]
    public void There_are_mixed_nets_with_everything()
    {
        NetworkNode[] nodes = [.. NetworkGoldens.All.SelectMany(golden => golden.Net.Nodes)];
        Assert.True(NetworkGoldens.All.Count >= 10);
        Assert.Equal(Enum.GetValues<Nonlinearity>(), nodes.Where(node => !node.IsCell).Select(node => node.Layer.Nonlinearity ?? Nonlinearity.Identity).Distinct().Order());
        Assert.Superset(new HashSet<string> { "RecurrentCell", "Dense", "Conv1d", "DenseHead", "Concatenate", "Add", "Activation" }, nodes.Select(node => node.Layer.Layer).ToHashSet());
        Assert.Superset(new HashSet<string> { "", "TokenInput", "Embedding", "Frozen" }, NetworkGoldens.All.Select(golden => golden.Net.Tokens).ToHashSet());
        Assert.Contains(NetworkGoldens.All, golden => golden.Net is { TrainsInitialState: true, Rests: true });
    }
}

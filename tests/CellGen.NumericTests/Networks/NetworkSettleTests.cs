using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>Settle is steps on silence, whatever the outputs are.</summary>
public class NetworkSettleTests
{
    public static TheoryData<string> Names => CommittedNetworks.NamesOf(net => net is { CanStep: true, ReadsTokens: false });

    [Theory]
    [MemberData(nameof(Names))]
    public void Settle_is_steps_on_silence(string name)
    {
        var problem = new NetworkProblem(CommittedNetworks.Find(name));
        ILayeredNet net = problem.NewNet(CommittedNetworks.Compiler);
        INetworkStates settled = net.NewStates(1);
        INetworkStates stepped = net.NewStates(1);
        net.Settle(settled, 0);
        Assert.Equal(stepped.Array.GetValue(0), settled.Array.GetValue(0));
        net.Settle(settled, 9);
        float[][] outputs = [.. problem.Net.Outputs.Select(output => new float[output.Size])];
        for (int step = 0; step < 9; step++)
        {
            net.Step(new(new float[problem.Net.Input], []), outputs, stepped);
        }

        Assert.Equal(stepped.Array.GetValue(0), settled.Array.GetValue(0));
        Assert.NotEqual(net.NewStates(1).Array.GetValue(0), settled.Array.GetValue(0));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => net.Settle(settled, -1));
    }
}

using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Networks;

/// <summary>Compiles nets of several layers within the test process: a set of them at once, when the first is asked for.</summary>
public sealed class NetworkCompiler(IReadOnlyList<NetworkDescription> nets, bool oneWidth = false)
{
    private readonly Lazy<Dictionary<string, Type>> _harnesses = new(() => NetCompiler
        .Load([.. nets.Select(NetworkSource.Write)], [.. nets.Select(NetworkSource.HarnessName)], oneWidth)
        .ToDictionary(harness => harness.FullName!));

    /// <summary>A new net.</summary>
    public ILayeredNet Create(NetworkDescription net, int seed = 0) =>
        (ILayeredNet)Activator.CreateInstance(_harnesses.Value[NetworkSource.HarnessName(net)], seed)!;
}

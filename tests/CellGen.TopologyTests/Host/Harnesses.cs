using CellGen.TopologyTests.Nets;

namespace CellGen.TopologyTests.Host;

/// <summary>Makes harnesses; the compiler finds the generated types.</summary>
public static class Harnesses
{
    public static DenseHarness<TState, TWorkspace, TTape, TGradient> Dense<TState, TWorkspace, TTape, TGradient>(
        IDenseNet<TState, TWorkspace, TTape, TGradient> net)
        where TState : struct
        where TWorkspace : class
        where TTape : class
        where TGradient : class => new(net);

    public static TokenHarness<TState, TWorkspace, TTape, TGradient> Tokens<TState, TWorkspace, TTape, TGradient>(
        ITokenNet<TState, TWorkspace, TTape, TGradient> net)
        where TState : struct
        where TWorkspace : class
        where TTape : class
        where TGradient : class => new(net);
}

namespace CellGen.Cost;

/// <summary>How the JIT gets to optimised code.</summary>
/// <param name="Name">The name in the report.</param>
/// <param name="AsGenerated">Whether the hot methods have AggressiveOptimization.</param>
/// <param name="Environment">Settings of the runtime.</param>
internal sealed record TieringSetting(string Name, bool AsGenerated, params (string Name, string Value)[] Environment)
{
    /// <summary>What is compared; the first is what users get.</summary>
    public static IReadOnlyList<TieringSetting> All { get; } =
    [
        new("as generated", true),
        new("tiered", false),
        new("tiered, no PGO", false, ("DOTNET_TieredPGO", "0")),
        new("tiered, no quick JIT for loops", false, ("DOTNET_TC_QuickJitForLoops", "0")),
        new("not tiered", false, ("DOTNET_TieredCompilation", "0")),
    ];
}

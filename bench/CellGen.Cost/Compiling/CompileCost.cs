namespace CellGen.Cost.Compiling;

/// <summary>What a net costs until it is an assembly.</summary>
/// <param name="Lines">Generated lines.</param>
/// <param name="Characters">Generated characters.</param>
/// <param name="GeneratorMilliseconds">The generator, with the parsing of what it wrote.</param>
/// <param name="CompilerMilliseconds">The compiler, from syntax trees to the assembly.</param>
/// <param name="AssemblyBytes">The assembly, which holds nothing but the net.</param>
/// <param name="LargestMethod">The method with the most IL.</param>
/// <param name="LargestBytes">Its bytes of IL.</param>
/// <param name="LargestLocals">Its locals.</param>
internal sealed record CompileCost(
    int Lines,
    int Characters,
    double GeneratorMilliseconds,
    double CompilerMilliseconds,
    int AssemblyBytes,
    string LargestMethod,
    int LargestBytes,
    int LargestLocals);

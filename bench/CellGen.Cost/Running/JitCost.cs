namespace CellGen.Cost.Running;

/// <summary>What the JIT makes of a net's hot methods, those of the machine's own width.</summary>
/// <param name="Methods">Their number.</param>
/// <param name="Milliseconds">The time that the JIT takes for them.</param>
/// <param name="Bytes">Their machine code.</param>
/// <param name="Largest">The method with the most machine code.</param>
/// <param name="LargestMilliseconds">The JIT's time for it.</param>
/// <param name="LargestBytes">Its machine code.</param>
public sealed record JitCost(
    int Methods, double Milliseconds, int Bytes, string Largest, double LargestMilliseconds, int LargestBytes);

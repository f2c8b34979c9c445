namespace CellGen.Generator.Planning.Schedules;

/// <summary>How a column finds the number of the operand that it is multiplied with.</summary>
internal enum OperandLoad
{
    /// <summary>It is loaded into every lane.</summary>
    Spread,

    /// <summary>
    /// The same, read again for each group and pass: where all columns are written out, the JIT would hold each broadcast for
    /// the next, and push out the sums.
    /// </summary>
    Again,

    /// <summary>
    /// Four are loaded at once and spread by shuffles. A loop with AVX2 waits for loads, two a cycle, one for each multiply-add and
    /// one for each broadcast; the shuffles are free beside them.
    /// </summary>
    Fours,
}

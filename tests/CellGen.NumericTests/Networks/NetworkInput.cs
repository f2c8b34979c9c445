namespace CellGen.NumericTests.Networks;

/// <summary>What a net reads: rows of numbers, or tokens.</summary>
/// <param name="Rows">The numbers; of tokens the rows that they select, for the oracle alone.</param>
/// <param name="Tokens">The tokens.</param>
public sealed record NetworkInput(float[] Rows, int[] Tokens)
{
    /// <summary>One step of it.</summary>
    public NetworkInput At(int step, int size) => new(Rows.Length == 0 ? [] : Rows[(step * size)..((step + 1) * size)], Tokens.Length == 0 ? [] : [Tokens[step]]);
}

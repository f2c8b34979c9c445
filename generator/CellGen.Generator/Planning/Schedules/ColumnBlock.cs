namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// How many columns of a matrix a chunk visits for all rows before it goes on to the next ones: their weights are read from the first
/// cache for every tile of rows but the first, and partial sums, which then follow one another, leave registers to more rows and vectors
/// of one. Measured on Zen 5 in turns, 32 sequences of 64 steps, together with <see cref="RowStride"/>: with 512 bits
/// LSTM(32, 128) forward and backward takes 0.90 of the time, LSTM(40, 256) 0.84 and LSTM(128, 512) 0.78; with 256 bits 0.86, 0.82
/// and 0.80, forward alone 0.90, 0.88 and 0.88. With 512 bits products of one sum have tiles as large already, and in blocks
/// LSTM(128, 512) forward took 1.02; GRU(32, 96), whose sums went through the stack for 72 KB of weights, 1.02 forward and backward;
/// with 256 bits GRU(64, 128) forward, for 12 KB, 1.04.
/// </summary>
internal static class ColumnBlock
{
    /// <summary>The columns of a partial sum in the body of the loop over a block.</summary>
    public const int Unroll = 2;

    /// <summary>The weights of a block: a third of a first cache of 48 KB, half of one of 32, beside a block of the rows.</summary>
    private const int MostBytes = 16 * 1024;

    /// <summary>The number of columns; 0 where all are visited at once.</summary>
    /// <param name="product">The product.</param>
    /// <param name="lanes">The lanes of its widest chunk.</param>
    /// <param name="profile">The width.</param>
    public static int Of(RowProduct product, int lanes, VectorProfile profile)
    {
        int partials = product.Partials(profile);
        int bytes = lanes * sizeof(float);
        if (profile.IsBrief || product.IsVariable || product.UsedColumns * bytes < FewestBytes(partials, profile))
        {
            return 0;
        }

        // Sums go through the output, unless there are several or they are flushed at last; on the stack is room for rows of a known number.
        bool pays = profile.HasFewRegisters || partials > 1;
        bool isPossible = partials > 1 ? product.MostRows > 0 : !product.Flushes;
        return pays && isPossible
            ? Enumerable.Range(1, MostBytes / bytes)
                .Where(columns => product.UsedColumns % columns == 0 && columns % (Unroll * partials) == 0 && columns * bytes >= MostBytes / 4)
                .DefaultIfEmpty(0).Max()
            : 0;
    }

    /// <summary>The smallest weights of a chunk for which it pays.</summary>
    private static int FewestBytes(int partials, VectorProfile profile) => (profile.HasFewRegisters ? partials > 1 ? 32 : 8 : 128) * 1024;
}

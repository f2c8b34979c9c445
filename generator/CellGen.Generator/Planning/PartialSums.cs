namespace CellGen.Generator.Planning;

/// <summary>
/// The number of independent partial sums of each output: sum p takes the columns k ≡ p modulo their number, in order, and
/// they are added as a tree. They hide the latency of the multiply-add (4 cycles) where a product is small. The numbers
/// depend on the shape alone, never on the width, so that every width gives the same bits; only the plain path, which has
/// other bits anyway, has one sum.
/// </summary>
internal static class PartialSums
{
    /// <summary>
    /// The product with the hidden state. Small ones are chains, and more sums make them shorter: with 16 registers and 4
    /// gates there is room for two, with fewer for four. From 24 units on, two and three gates have sums enough: with two of each
    /// those of 16 units fit in 16 registers, which read each number of the state once. (Measured, GRU(2, 24) to GRU(2, 48) with
    /// two sums instead of four take 5 to 16 % less with AVX2, as long with AVX-512; GRU(2, 20) 16 % less, and 3 % more.) Large
    /// ones are streams of weights: the sums of a whole block of units, whose weights are whole cache lines, must fit in 16
    /// registers. (Measured, LSTM(4, 96) with one sum instead of two takes 19 % less with AVX2 and 7 % more with AVX-512; LSTM(1,
    /// 64) 25 % more; a GRU with the reset before the product, of 96 to 256 units, 13 to 42 % less, and 12 % less to 2 % more; RNN(2, 128)
    /// to RNN(2, 256) 14 to 36 % less, and 2 to 13 % more. GRU(2, 96) to GRU(2, 256), 3 gates, takes 0 to 20 % more at both.) The
    /// transposed product of the backward pass is one gate with more columns than units: with one sum of each it would wait.
    /// </summary>
    public static int OfRecurrentProduct(int gates, int units, int columns, VectorProfile profile) =>
        profile.IsPlain ? 1
        : columns >= 96 && gates != 3 && (gates > 1 || columns <= units) ? 1
        : AtMost(gates >= 4 || columns >= (gates == 1 ? 64 : 24) ? 2 : 4, columns);

    /// <summary>A product over many rows at once, where the rows of a tile are independent already.</summary>
    public static int OfRowProduct(int lanes, int columns, VectorProfile profile) =>
        profile.IsPlain ? 1 : AtMost(lanes <= 16 ? 4 : lanes <= 32 ? 2 : 1, columns);

    private static int AtMost(int partials, int columns) => columns < 4 ? 1 : columns < 8 ? Math.Min(partials, 2) : partials;
}

namespace CellGen.Generator.Planning;

/// <summary>What the planner must know of a vector width.</summary>
/// <param name="Name">The name of the kernel class and file, such as "Vector512".</param>
/// <param name="Lanes">The number of floats in a vector; 1 for the plain path.</param>
/// <param name="Accumulators">
/// The number of vectors that may be accumulated at once, so that they, the operand and the temporaries stay in registers:
/// AVX-512 and Arm64 have 32 registers, AVX2 has 16. The plain path has 16 too.
/// </param>
/// <param name="ColumnUnroll">The number of columns in the body of a loop over columns.</param>
/// <param name="StraightLineBudget">
/// The multiply-add statements that a method may write out instead of looping over columns. Beyond the budget a loop costs
/// nothing, and far beyond it the JIT would give up optimising (60,000 bytes of IL; a statement takes about 25).
/// </param>
internal sealed record VectorProfile(string Name, int Lanes, int Accumulators, int ColumnUnroll, int StraightLineBudget)
{
    public static VectorProfile Vector512 { get; } = new("Vector512", 16, 24, 4, 320);

    public static VectorProfile Vector256 { get; } = new("Vector256", 8, 12, 4, 320) { HasFewRegisters = true, GatedBudget = 512 };

    /// <summary>
    /// The budget of a product with two or three gates. Measured with 256 bits, GRU(1, 32) takes 25 % longer in a loop: with
    /// four partial sums its units need several passes. LSTM(1, 32) takes 6 % less.
    /// </summary>
    public int GatedBudget { get; init; } = StraightLineBudget;

    /// <summary>
    /// Arm64's width. Everything is a loop: with four lanes text written out would be twice and four times as long as that
    /// of the wider paths, for few machines.
    /// </summary>
    public static VectorProfile Vector128 { get; } = new("Vector128", 4, 24, 4, 0) { WrittenOut = 1 };

    /// <summary>
    /// Whether text counts more than the last few per cent: Arm64's width and the path without vectors, whose text would be
    /// twice and more that of the others for as many numbers.
    /// </summary>
    public bool IsBrief => Lanes <= 4;

    /// <summary>Whether there are 16 registers: too few for the sums of a product and the constants of the activations.</summary>
    public bool HasFewRegisters { get; init; }

    /// <summary>Up to this many repetitions are written out; more become a loop.</summary>
    public int WrittenOut { get; init; } = 2;

    /// <summary>Whether this is the path without vectors and fused multiply-add.</summary>
    public bool IsPlain => Lanes == 1;

    /// <summary>Machines without fused multiply-add.</summary>
    public static VectorProfile Plain { get; } = new("Plain", 1, 8, 1, 0);

    public static IReadOnlyList<VectorProfile> All { get; } = [Vector512, Vector256, Vector128, Plain];
}

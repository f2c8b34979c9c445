using CellGen.Generator.Model;

namespace CellGen.Generator.Planning;

/// <summary>The budgets of a target: what the planner makes of its registers, and how much text it is worth.</summary>
/// <param name="Target">The machines.</param>
/// <param name="Accumulators">
/// The number of vectors that may be accumulated at once, so that they, the operand and the temporaries stay in registers:
/// three quarters of them, or half where there are no vectors.
/// </param>
/// <param name="ColumnUnroll">The number of columns in the body of a loop over columns.</param>
/// <param name="StraightLineBudget">
/// The multiply-add statements that a method may write out instead of looping over columns. Beyond the budget a loop costs
/// nothing, and far beyond it the JIT would give up optimising (60,000 bytes of IL; a statement takes about 25).
/// </param>
internal sealed record VectorProfile(Target Target, int Accumulators, int ColumnUnroll, int StraightLineBudget)
{
    public static VectorProfile Vector512 { get; } = new(Target.Vector512, 24, 4, 320);

    public static VectorProfile Vector256 { get; } = new(Target.Vector256, 12, 4, 320) { GatedBudget = 512 };

    /// <summary>
    /// Arm64's width, and that of machines without fused multiply-add. Everything is a loop: with four lanes text written out
    /// would be twice and four times as long as that of the wider paths, for few machines.
    /// </summary>
    public static VectorProfile Vector128 { get; } = new(Target.Vector128, 24, 4, 0) { WrittenOut = 1 };

    /// <summary>No vectors.</summary>
    public static VectorProfile Plain { get; } = new(Target.Plain, 8, 1, 0);

    public static IReadOnlyList<VectorProfile> All { get; } = [Vector512, Vector256, Vector128, Plain];

    /// <summary>Those that a build wants, the widest first.</summary>
    public static IEnumerable<VectorProfile> Of(NetworkSpec network) => All.Where(profile => network.Widths.HasFlag(profile.Target.Width));

    /// <summary>The name of the kernel class and file.</summary>
    public string Name => Target.Name;

    /// <summary>The number of floats in a vector.</summary>
    public int Lanes => Target.Lanes;

    /// <summary>Whether there are no vectors, nor fused multiply-add.</summary>
    public bool IsPlain => Target.IsPlain;

    /// <summary>
    /// The budget of a product with two or three gates. Measured with 256 bits, GRU(1, 32) takes 25 % longer in a loop: with
    /// four partial sums its units need several passes. LSTM(1, 32) takes 6 % less.
    /// </summary>
    public int GatedBudget { get; init; } = StraightLineBudget;

    /// <summary>Up to this many repetitions are written out; more become a loop.</summary>
    public int WrittenOut { get; init; } = 2;

    /// <summary>
    /// Whether text counts more than the last few per cent: Arm64's width and kernels without vectors, whose text would be
    /// twice and more that of the others for as many numbers.
    /// </summary>
    public bool IsBrief => Lanes <= 4;

    /// <summary>Whether there are too few registers for the sums of a product and the constants of the activations.</summary>
    public bool HasFewRegisters => !IsPlain && Target.Registers <= 16;
}

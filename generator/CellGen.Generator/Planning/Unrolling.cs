using CellGen.Generator.Model;

namespace CellGen.Generator.Planning;

/// <summary>
/// What Unroll means for a width: another budget for what is written out. The number of partial sums does not depend on
/// it, and so no bit does.
/// </summary>
internal static class Unrolling
{
    /// <summary>
    /// The multiply-add statements of a step that one method may write out at the user's wish. A statement takes about 25
    /// bytes of IL and 4 references to locals; the JIT stops optimising at 60,000 and at 8,000.
    /// </summary>
    private const int MostStatements = 1000;

    /// <summary>The width as the net asks for it.</summary>
    public static VectorProfile Apply(NetPlan plan, VectorProfile profile) => plan.Spec.Cell.Unroll switch
    {
        Unroll.Loop => profile with { StraightLineBudget = 0, GatedBudget = 0, WrittenOut = 1 },
        Unroll.StraightLine when !profile.IsPlain && Statements(plan, profile) <= MostStatements =>
            profile with { StraightLineBudget = MostStatements, GatedBudget = MostStatements },
        _ => profile,
    };

    /// <summary>The names of the widths that have a loop in spite of Unroll.StraightLine.</summary>
    public static IEnumerable<string> LoopsOf(NetPlan plan) =>
        from width in plan.Widths
        where !width.Profile.IsPlain && width.Matrices.Any(matrix => !matrix.Forward.IsStraight || !matrix.Transposed.IsStraight)
        select width.Profile.Name;

    /// <summary>The multiply-adds of a step, forward or backward, whichever has more.</summary>
    private static int Statements(NetPlan plan, VectorProfile profile)
    {
        int forward = plan.Matrices.Sum(matrix => matrix.Columns * matrix.Layout.Lanes);
        int backward = plan.Matrices.Sum(matrix => matrix.TransposedLength);
        return Math.Max(forward, backward) / profile.Lanes * (plan.RunsTwoChains(tape: false) ? 2 : 1);
    }
}

using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Parsing;

/// <summary>
/// Says where Unroll.StraightLine could not be followed. To know that takes the plan: the analyzer asks for it, while the
/// generator, which parses at every keystroke, does not.
/// </summary>
internal static class UnrollAdvice
{
    public static Mistake? Of(ModelSpec spec)
    {
        if (spec.IsNetwork || spec.Pair is not null || spec.Cell.Unroll != Unroll.StraightLine)
        {
            return null;
        }

        string widths = string.Join(", ", Unrolling.LoopsOf(new NetPlan(spec)));
        return widths.Length == 0 ? null : new Mistake(Descriptors.TooLargeToWriteOut, widths) { Argument = "Unroll" };
    }
}

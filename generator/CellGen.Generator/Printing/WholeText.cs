using CellGen.Generator.Kernels.Form;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>The C# of a kernel's whole numbers and conditions.</summary>
internal static class WholeText
{
    /// <summary>The C# of a number.</summary>
    public static string Of(Whole value) => value switch
    {
        Whole.Number number => Invariant($"{number.Value}"),
        Whole.Variable variable => variable.Name,
        Whole.Sum sum => string.Concat(sum.Terms.Select((term, i) => Term(term, isFirst: i == 0))),
        Whole.Product product => $"{Operand(product.Left)} * {Operand(product.Right)}",
        Whole.Difference difference => $"{Operand(difference.Left)} - {Operand(difference.Right)}",
        Whole.Quotient quotient => Invariant($"{Operand(quotient.Value)} / {quotient.By}"),
        Whole.Multiple multiple => Invariant($"{Operand(multiple.Value)} & ~{multiple.Of - 1}"),
        Whole.Least least => $"Math.Min({Of(least.Left)}, {Of(least.Right)})",
        Whole.Choice choice => $"{Of(choice.Condition)} ? {Of(choice.Then)} : {Of(choice.Else)}",
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    /// <summary>The C# of a condition.</summary>
    public static string Of(Truth truth) => truth switch
    {
        Truth.Variable variable => variable.Name,
        Truth.Less less => $"{Compared(less.Left)} < {Compared(less.Right)}",
        Truth.AtMost most => $"{Compared(most.Left)} <= {Compared(most.Right)}",
        Truth.TurnedOver turned => $"{turned.Field} ^= true",
        Truth.HasBits bits => Invariant($"({Of(bits.Value)} & {bits.Bits}) != 0"),
        _ => throw new NotSupportedException(truth.GetType().Name),
    };

    private static string Term(Whole term, bool isFirst) =>
        !isFirst && term is Whole.Number { Value: < 0 } number ? Invariant($" - {-number.Value}") : (isFirst ? "" : " + ") + Operand(term);

    private static string Compared(Whole value) => value is Whole.Multiple or Whole.Choice ? $"({Of(value)})" : Of(value);

    private static string Operand(Whole value) => value is Whole.Number or Whole.Variable or Whole.Least ? Of(value) : $"({Of(value)})";
}

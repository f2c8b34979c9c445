using System.Globalization;

namespace CellGen.Generator.Equations;

/// <summary>Equations as a reader of the papers writes them, for the comments of the generated code.</summary>
internal static class EquationText
{
    /// <summary>"r = σ(W_r x + b_ir + U_r h + b_hr)".</summary>
    public static string Definition(Expression expression, bool bias) => $"{expression.Name} = {Body(expression, bias)}";

    private static string Operand(Expression expression, bool bias) => expression.Name ?? Body(expression, bias);

    private static string Factor(Expression expression, bool bias) =>
        expression.Name ?? (expression is Sum or Difference or Affine or Quotient ? $"({Body(expression, bias)})" : Body(expression, bias));

    private static string Body(Expression expression, bool bias) => expression switch
    {
        Constant constant => constant.Value.ToString(CultureInfo.InvariantCulture),
        Affine { Source: AffineSource.Input } affine => $"W_{affine.Gate} x" + (bias ? $" + b_i{affine.Gate}" : ""),
        Affine { Source: AffineSource.Projection } affine => $"W_hr {affine.Operand!.Name}",
        Affine affine => $"U_{affine.Gate} {affine.Operand!.Name}" + (bias && affine.HasBias ? $" + b_h{affine.Gate}" : ""),
        Sum sum => $"{Operand(sum.Left, bias)} + {Operand(sum.Right, bias)}",
        Difference difference => $"{Operand(difference.Left, bias)} − {Factor(difference.Right, bias)}",
        Product { Left: Constant { Value: -1 } } negated => $"−{Factor(negated.Right, bias)}",
        Product product => $"{Factor(product.Left, bias)} ⊙ {Factor(product.Right, bias)}",
        Quotient quotient => $"{Factor(quotient.Left, bias)} / {Factor(quotient.Right, bias)}",
        Activation activation => $"{activation.Primitive.Symbol}({Operand(activation.Argument, bias)}{Bound(activation)})",
        _ => expression.Name ?? throw new NotSupportedException(expression.GetType().Name),
    };

    private static string Bound(Activation activation) =>
        activation.Bound > 0 ? FormattableString.Invariant($", ±{activation.Bound}") : "";
}

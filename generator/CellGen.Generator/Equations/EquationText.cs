using System.Globalization;

namespace CellGen.Generator.Equations;

/// <summary>Equations as a reader of the papers writes them, for the comments of the generated code.</summary>
/// <param name="bias">Whether the cell has biases.</param>
/// <param name="gradientName">The name under which generated code has a gradient, or null where it has no variable.</param>
internal sealed class EquationText(bool bias, Func<Expression, string?> gradientName)
{
    /// <summary>"r = σ(W_r x + b_ir + U_r h + b_hr)".</summary>
    public static string Definition(Expression expression, bool bias) =>
        $"{expression.Name} = {new EquationText(bias, _ => null).Body(expression)}";

    /// <summary>The equation of a dense layer: "tanh(W x + b)".</summary>
    public static string DenseOf(Cell cell, bool bias, string input)
    {
        string name = input.Contains(';') ? $"[{input}]" : input;
        string product = $"W {name}{(bias ? " + b" : "")}";
        return cell.States[0].Next is Affine ? product
            : new EquationText(bias, _ => null).Body(cell.States[0].Next).Replace("W_y x" + (bias ? " + b_iy" : ""), product);
    }

    /// <summary>A function of each value: "relu(gru)".</summary>
    public static string FunctionOf(Cell cell, string input) =>
        new EquationText(false, expression => expression is State ? input : null).Body(cell.States[0].Next);

    /// <summary>"da_n = dn ⊙ (1 − n²)"; "dc' += …" where more is added to what has come from the next step.</summary>
    public string Gradient(string name, Expression gradient)
    {
        string body = Body(gradient);
        string own = name + " + ";
        return body.StartsWith(own, StringComparison.Ordinal) ? $"{name} += {body.Substring(own.Length)}" : $"{name} = {body}";
    }

    private string? NameOf(Expression expression) => expression switch
    {
        StateGradient gradient => $"d{gradient.State.Name}'",
        OperandGradient gradient => "d" + gradient.Operand.Name,
        _ => gradientName(expression) ?? expression.Name,
    };

    private string Operand(Expression expression) => NameOf(expression) ?? Body(expression);

    private string Term(Expression expression) => NameOf(expression) ?? expression switch
    {
        ActivationGradient gradient => Term(gradient.Derived),
        Where => $"({Body(expression)})",
        _ => Body(expression),
    };

    private string Factor(Expression expression) => NameOf(expression) ?? expression switch
    {
        ForwardValue value => Factor(value.Of),
        ActivationGradient gradient => Factor(gradient.Derived),
        Product { Left: Constant { Value: 1 } } same => Factor(same.Right),
        Sum or Difference or Affine or Quotient or Where => $"({Body(expression)})",
        _ => Body(expression),
    };

    private string Divisor(Expression expression) => expression is Product && NameOf(expression) is null ? $"({Body(expression)})" : Factor(expression);

    private string Body(Expression expression) => expression switch
    {
        Constant constant => constant.Value.ToString(CultureInfo.InvariantCulture),
        Affine { Source: AffineSource.Input } affine => $"W_{affine.Gate} x" + (bias && affine.HasBias ? $" + b_i{affine.Gate}" : ""),
        Affine { Source: AffineSource.Projection } affine => $"W_hr {affine.Operand!.Name}",
        Affine affine => $"U_{affine.Gate} {affine.Operand!.Name}" + (bias && affine.HasBias ? $" + b_h{affine.Gate}" : ""),
        Sum sum => $"{Term(sum.Left)} + {Term(sum.Right)}",
        Difference difference => $"{Term(difference.Left)} − {Factor(difference.Right)}",
        Product { Left: Constant { Value: 1 } } same => Operand(same.Right),
        Product { Left: Constant { Value: -1 } } negated => $"−{Factor(negated.Right)}",
        Product { Right: Constant { Value: -1 } } negated => $"−{Factor(negated.Left)}",
        Product square when square.Left == square.Right => Factor(square.Left) + "²",
        Product product => $"{Factor(product.Left)} ⊙ {Factor(product.Right)}",
        Quotient quotient => $"{Factor(quotient.Left)} / {Divisor(quotient.Right)}",
        Activation activation => $"{activation.Primitive.Symbol}({Operand(activation.Argument)}{Bound(activation.Bound)})",
        Where { Condition: Function.WherePositive } where => $"{Operand(where.Then)} where {Operand(where.Value)} > 0",
        Where where => FormattableString.Invariant($"{Operand(where.Then)} where |{Operand(where.Value)}| < {where.Bound}"),
        ForwardValue value => Operand(value.Of),
        ActivationGradient gradient => Body(gradient.Derived),
        _ => NameOf(expression) ?? throw new NotSupportedException(expression.GetType().Name),
    };

    private static string Bound(float bound) => bound > 0 ? FormattableString.Invariant($", ±{bound}") : "";
}

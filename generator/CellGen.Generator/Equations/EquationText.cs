namespace CellGen.Generator.Equations;

/// <summary>Equations as a reader of the papers writes them, for the comments of the generated code.</summary>
internal static class EquationText
{
    /// <summary>"r = σ(W_r x + b_ir + U_r h + b_hr)".</summary>
    public static string Definition(Expression expression, bool bias) => $"{expression.Name} = {Body(expression, bias)}";

    private static string Operand(Expression expression, bool bias) => expression.Name ?? Body(expression, bias);

    private static string Factor(Expression expression, bool bias) =>
        expression.Name ?? (expression is Sum or Difference or Affine ? $"({Body(expression, bias)})" : Body(expression, bias));

    private static string Body(Expression expression, bool bias) => expression switch
    {
        Constant constant => constant.Value == 1 ? "1" : "-1",
        Affine { Source: AffineSource.Input } affine => $"W_{affine.Gate} x" + (bias ? $" + b_i{affine.Gate}" : ""),
        Affine affine => $"U_{affine.Gate} h" + (bias ? $" + b_h{affine.Gate}" : ""),
        Sum sum => $"{Operand(sum.Left, bias)} + {Operand(sum.Right, bias)}",
        Difference difference => $"{Operand(difference.Left, bias)} − {Factor(difference.Right, bias)}",
        Product product => $"{Factor(product.Left, bias)} ⊙ {Factor(product.Right, bias)}",
        Activation activation => $"{FunctionName(activation.Function)}({Operand(activation.Argument, bias)})",
        _ => expression.Name ?? throw new NotSupportedException(expression.GetType().Name),
    };

    private static string FunctionName(ActivationFunction function) => function switch
    {
        ActivationFunction.Sigmoid => "σ",
        ActivationFunction.Tanh => "tanh",
        _ => "relu",
    };
}

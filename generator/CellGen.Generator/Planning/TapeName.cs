using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>The name of a taped value: the equation's own, or one made from what it is.</summary>
internal static class TapeName
{
    public static string Of(Expression expression) => expression switch
    {
        { Name: { } name } => name.Replace("'", "Next"),
        Affine affine => (affine.Source == AffineSource.Input ? "product_w_" : "product_u_") + affine.Gate,
        Product { Left: Constant { Value: -1 } } negated => "minus_" + Of(negated.Right),
        Sum { Left: Affine affine } => "sum_" + affine.Gate,
        Sum { Left: Sum sum } => Of(sum),
        Activation activation => activation.Primitive.Name + "_" + Of(activation.Argument),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };
}

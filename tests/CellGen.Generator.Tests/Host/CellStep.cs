using CellGen.Generator.Equations;

namespace CellGen.Generator.Tests.Host;

/// <summary>
/// One step of a cell in double precision, straight from its equations, for two units and a projection to one: random states,
/// parameters, products with the input and matrices. What an affine map gives, a state or a vector can be moved a little.
/// </summary>
internal sealed class CellStep
{
    private const int Hidden = 2;
    private const int Projected = 1;

    private readonly Random _random = new(20140601);
    private readonly Dictionary<Expression, double[]> _leaves = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(AffineSource Source, string Gate), (double[,] Matrix, double[] Bias)> _matrices = [];

    /// <summary>Draws the numbers.</summary>
    public CellStep(Cell cell)
    {
        Cell = cell;
        foreach (Expression value in cell.Values())
        {
            if (value is State or Parameter or Mask or Affine { Source: AffineSource.Input })
            {
                _leaves.Add(value, value is Mask ? [.. new double[] { 2, 0 }.Take(Size(value))] : Draw(Size(value)));
            }
            else if (value is Affine affine)
            {
                int rows = Size(affine);
                int columns = Size(affine.Operand!);
                var matrix = new double[rows, columns];
                for (int i = 0; i < matrix.Length; i++)
                {
                    matrix[i / columns, i % columns] = Draw(1)[0];
                }

                _matrices.Add((affine.Source, affine.Gate), (matrix, affine.HasBias ? Draw(rows) : new double[rows]));
            }
        }

        NextGradients = cell.States.ToDictionary(update => update.State, update => Draw(Size(update.State)));
    }

    /// <summary>The cell.</summary>
    public Cell Cell { get; }

    /// <summary>dL/ds' for each new state; L is the sum of these times the new states.</summary>
    public Dictionary<State, double[]> NextGradients { get; }

    /// <summary>What each value of the forward pass is.</summary>
    public Dictionary<Expression, double[]> Forward(Expression? moved = null, int unit = 0, double by = 0)
    {
        var values = new Dictionary<Expression, double[]>(ReferenceEqualityComparer.Instance);
        foreach (Expression value in Cell.Values())
        {
            double[] result = _leaves.TryGetValue(value, out double[]? leaf) ? [.. leaf] : Compute(value, values);
            if (value == moved)
            {
                result[unit] += by;
            }

            values.Add(value, result);
        }

        return values;
    }

    /// <summary>dL/dvalue[unit], from two evaluations.</summary>
    public double Difference(Expression value, int unit)
    {
        const double by = 1e-6;
        return (Loss(Forward(value, unit, by)) - Loss(Forward(value, unit, -by))) / (2 * by);
    }

    /// <summary>An expression of a backward pass.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="gradient">The backward that it belongs to.</param>
    /// <param name="forward">The values of the forward pass.</param>
    public double[] Backward(Expression expression, CellGradient gradient, Dictionary<Expression, double[]> forward)
    {
        double[] Of(Expression inner) => Backward(inner, gradient, forward);
        return expression switch
        {
            ForwardValue value => forward[value.Of],
            StateGradient state => NextGradients[state.State],
            OperandGradient operand => ThroughMatrices(operand.Operand, gradient, forward),
            ActivationGradient activation => Of(activation.Derived),
            Where where => Zip(
                [.. Of(where.Value).Select(x => where.Condition == Function.WherePositive ? x > 0 : Math.Abs(x) < where.Bound).Select(here => here ? 1.0 : 0)],
                Of(where.Then),
                (a, b) => a * b),
            Activation activation => [.. Of(activation.Argument).Select(x => activation.Primitive.Evaluate(x, activation.Bound))],
            Parameter or Mask => _leaves[expression],
            Constant constant => [constant.Value],
            Sum sum => Zip(Of(sum.Left), Of(sum.Right), (a, b) => a + b),
            Difference difference => Zip(Of(difference.Left), Of(difference.Right), (a, b) => a - b),
            Product product => Zip(Of(product.Left), Of(product.Right), (a, b) => a * b),
            Quotient quotient => Zip(Of(quotient.Left), Of(quotient.Right), (a, b) => a / b),
            _ => throw new NotSupportedException(expression.GetType().Name),
        };
    }

    /// <summary>What flows back into an operand through all the matrices that multiply it.</summary>
    public double[] ThroughMatrices(Expression operand, CellGradient gradient, Dictionary<Expression, double[]> forward)
    {
        var sum = new double[Size(operand)];
        foreach (Affine affine in gradient.Affines.Keys.Where(affine => affine.Operand == operand))
        {
            double[,] matrix = _matrices[(affine.Source, affine.Gate)].Matrix;
            double[] rows = Backward(gradient.Affines[affine], gradient, forward);
            for (int column = 0; column < sum.Length; column++)
            {
                sum[column] += Enumerable.Range(0, matrix.GetLength(0)).Sum(row => rows[row % rows.Length] * matrix[row, column]);
            }
        }

        return sum;
    }

    private static double[] Zip(double[] left, double[] right, Func<double, double, double> function) =>
        [.. Enumerable.Range(0, Math.Max(left.Length, right.Length)).Select(i => function(left[i % left.Length], right[i % right.Length]))];

    private static int Size(Expression value) => value switch
    {
        State state => Size(state.Units),
        Mask mask => Size(mask.Units),
        Affine affine => affine.Source == AffineSource.Projection ? Projected : Hidden,
        Parameter => Hidden,
        Constant => 1,
        _ => Differentiation.OperandsOf(value).Max(Size),
    };

    private static int Size(Units units) => units == Units.Projection ? Projected : Hidden;

    private double Loss(Dictionary<Expression, double[]> values) =>
        Cell.States.Sum(update => values[update.Next].Zip(NextGradients[update.State], (value, gradient) => value * gradient).Sum());

    private double[] Compute(Expression value, Dictionary<Expression, double[]> values) => value switch
    {
        Constant constant => [constant.Value],
        Sum sum => Zip(values[sum.Left], values[sum.Right], (a, b) => a + b),
        Difference difference => Zip(values[difference.Left], values[difference.Right], (a, b) => a - b),
        Product product => Zip(values[product.Left], values[product.Right], (a, b) => a * b),
        Quotient quotient => Zip(values[quotient.Left], values[quotient.Right], (a, b) => a / b),
        Activation activation => [.. values[activation.Argument].Select(x => activation.Primitive.Evaluate(x, activation.Bound))],
        Affine affine => Multiply(_matrices[(affine.Source, affine.Gate)], values[affine.Operand!]),
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private static double[] Multiply((double[,] Matrix, double[] Bias) map, double[] operand) =>
        [.. map.Bias.Select((bias, row) => bias + operand.Select((x, column) => map.Matrix[row, column] * x).Sum())];

    private double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * _random.NextDouble()) - 1)];
}

using CellGen.Generator.Equations;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// One step of one direction of a layer in double precision, straight from the equations, forward and backward: it knows
/// nothing of phases, programs and derived gradients.
/// </summary>
/// <param name="plan">The net, for its sizes.</param>
/// <param name="cell">The equations, of inference or of training.</param>
/// <param name="layer">The parameters.</param>
/// <param name="mask">Which units of h are dropped.</param>
internal sealed class LayerOracle(NetPlan plan, Cell cell, PackedLayer layer, double[] mask)
{
    private readonly IReadOnlyList<Expression> _order = cell.Values();

    /// <summary>The equations.</summary>
    public Cell Cell => cell;

    /// <summary>The number of elements of a value.</summary>
    public int Size(Expression value) => value switch
    {
        State state => plan.SizeOf(state.Units),
        Mask => mask.Length,
        Affine affine => plan.SizeOf(affine.Source == AffineSource.Projection ? Units.Projection : Units.Hidden),
        Parameter => plan.SizeOf(Units.Hidden),
        Constant => 1,
        _ => Differentiation.OperandsOf(value).Max(Size),
    };

    /// <summary>All values of a step.</summary>
    /// <param name="projected">W x + b, by gate and unit.</param>
    /// <param name="states">The states before the step, by name.</param>
    /// <param name="move">What is to be added to the elements of a value, for difference quotients.</param>
    public Dictionary<Expression, double[]> Forward(Func<string, int, double> projected, Func<string, double[]> states, Func<Expression, int, double>? move = null)
    {
        var values = new Dictionary<Expression, double[]>();
        foreach (var value in _order)
        {
            double[] result = value switch
            {
                State state => [.. states(state.Name!)],
                Mask => [.. mask],
                Parameter vector => Elements(value, unit => layer.Vector(vector, unit)),
                Affine { Source: AffineSource.Input } affine => Elements(value, unit => projected(affine.Gate, unit)),
                Affine affine => Elements(value, unit => Multiply(affine, unit, values[affine.Operand!])),
                Constant constant => [constant.Value],
                Sum sum => Zip(values[sum.Left], values[sum.Right], (a, b) => a + b),
                Difference difference => Zip(values[difference.Left], values[difference.Right], (a, b) => a - b),
                Product product => Zip(values[product.Left], values[product.Right], (a, b) => a * b),
                Quotient quotient => Zip(values[quotient.Left], values[quotient.Right], (a, b) => a / b),
                Activation activation => [.. values[activation.Argument].Select(x => Apply(activation, x))],
                _ => throw new NotSupportedException(value.GetType().Name),
            };
            for (int unit = 0; move is not null && unit < result.Length; unit++)
            {
                result[unit] += move(value, unit);
            }

            values.Add(value, result);
        }

        return values;
    }

    /// <summary>The gradient of each value of a step, from those of the new states.</summary>
    /// <param name="values">The values.</param>
    /// <param name="nextGradients">The gradients of the new states, by name.</param>
    public Dictionary<Expression, double[]> Backward(Dictionary<Expression, double[]> values, Func<string, double[]> nextGradients)
    {
        var gradients = _order.ToDictionary(value => value, value => new double[values[value].Length]);
        foreach (var update in cell.States)
        {
            Add(update.Next, nextGradients(update.State.Name!));
        }

        foreach (var value in _order.Reverse())
        {
            double[] gradient = gradients[value];
            switch (value)
            {
                case Sum sum:
                    Add(sum.Left, gradient);
                    Add(sum.Right, gradient);
                    break;
                case Difference difference:
                    Add(difference.Left, gradient);
                    Add(difference.Right, Zip(gradient, [-1], (a, b) => a * b));
                    break;
                case Product product:
                    Add(product.Left, Zip(gradient, values[product.Right], (a, b) => a * b));
                    Add(product.Right, Zip(gradient, values[product.Left], (a, b) => a * b));
                    break;
                case Quotient quotient:
                    Add(quotient.Left, Zip(gradient, values[quotient.Right], (a, b) => a / b));
                    Add(quotient.Right, Zip(Zip(gradient, values[quotient], (a, b) => -a * b), values[quotient.Right], (a, b) => a / b));
                    break;
                case Activation activation:
                    Add(activation.Argument, Zip(gradient, [.. values[activation.Argument].Select(x => Slope(activation, x))], (a, b) => a * b));
                    break;
                case Affine { Operand: { } operand } affine:
                    double[][] rows = layer.Matrix(affine);
                    Add(operand, Elements(operand, column => gradient.Select((each, unit) => each * rows[unit][column]).Sum()));
                    break;
            }
        }

        return gradients;

        void Add(Expression to, double[] gradient)
        {
            for (int unit = 0; unit < gradient.Length; unit++)
            {
                gradients[to][unit % gradients[to].Length] += gradient[unit];
            }
        }
    }

    private static double Apply(Activation activation, double x) =>
        activation.Primitive == Primitive.Sigmoid ? 1 / (1 + Math.Exp(-x))
        : activation.Primitive == Primitive.Tanh ? Math.Tanh(x)
        : activation.Primitive == Primitive.Relu ? Math.Max(x, 0)
        : activation.Primitive == Primitive.LeakyRelu ? (x > 0 ? x : 0.01f * x)
        : activation.Primitive == Primitive.Saturate ? Math.Clamp(x, 0, 1)
        : activation.Primitive == Primitive.Exp ? Math.Exp(x)
        : Math.Clamp(x, -activation.Bound, activation.Bound);

    private static double Slope(Activation activation, double x) =>
        activation.Primitive == Primitive.Sigmoid ? 1 / (2 + Math.Exp(x) + Math.Exp(-x))
        : activation.Primitive == Primitive.Tanh ? 1 / (Math.Cosh(x) * Math.Cosh(x))
        : activation.Primitive == Primitive.Relu ? (x > 0 ? 1 : 0)
        : activation.Primitive == Primitive.LeakyRelu ? (x > 0 ? 1 : 0.01f)
        : activation.Primitive == Primitive.Saturate ? (x > 0 && x < 1 ? 1 : 0)
        : activation.Primitive == Primitive.Exp ? Math.Exp(x)
        : Math.Abs(x) < activation.Bound ? 1 : 0;

    /// <summary>Element by element; a constant has one for all.</summary>
    private static double[] Zip(double[] left, double[] right, Func<double, double, double> function)
    {
        double[] result = new double[Math.Max(left.Length, right.Length)];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = function(left[i % left.Length], right[i % right.Length]);
        }

        return result;
    }

    private double Multiply(Affine affine, int unit, double[] operand)
    {
        double[] row = layer.Matrix(affine)[unit];
        double sum = layer.Bias(affine, unit);
        for (int column = 0; column < operand.Length; column++)
        {
            sum += row[column] * operand[column];
        }

        return sum;
    }

    private double[] Elements(Expression value, Func<int, double> element) => [.. Enumerable.Range(0, Size(value)).Select(element)];
}

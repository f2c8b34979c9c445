using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>
/// Turns expressions into element-wise instructions: each value is computed once, and a product that is only added to
/// something becomes a fused multiply-add.
/// </summary>
internal sealed class Lowering(bool bias, ISet<Sum> joined)
{
    private readonly List<Instruction> _instructions = [];
    private readonly Dictionary<Expression, int> _indices = [];
    private readonly Dictionary<Expression, int> _uses = [];

    public IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>Counts the uses of each value; to be called for every root before the first <see cref="Lower"/>.</summary>
    public void CountUses(Expression root)
    {
        _uses.TryGetValue(root, out int uses);
        _uses[root] = uses + 1;
        if (uses == 0)
        {
            foreach (var operand in Differentiation.OperandsOf(root))
            {
                CountUses(operand);
            }
        }
    }

    /// <summary>The index of the instruction that computes a value.</summary>
    public int Lower(Expression expression)
    {
        if (_indices.TryGetValue(expression, out int index))
        {
            return index;
        }

        var instruction = Translate(expression);
        if (expression.Name is { } name && expression is not State)
        {
            instruction = instruction with { Name = name, Equation = EquationText.Definition(expression, bias) };
        }

        _instructions.Add(instruction);
        index = _instructions.Count - 1;
        _indices.Add(expression, index);
        return index;
    }

    private Instruction Translate(Expression expression) => expression switch
    {
        Sum sum when joined.Contains(sum) => new(Operation.JoinedProduct, [], ((Affine)sum.Left).Gate),
        Sum { Right: Product product } sum when IsFusable(product) => Fuse(Operation.MultiplyAdd, product, sum.Left),
        Sum { Left: Product product } sum when IsFusable(product) => Fuse(Operation.MultiplyAdd, product, sum.Right),
        Sum sum => Binary(Operation.Add, sum.Left, sum.Right),
        Difference { Right: Product product } difference when IsFusable(product) =>
            Fuse(Operation.NegatedMultiplyAdd, product, difference.Left),
        Difference difference => Binary(Operation.Subtract, difference.Left, difference.Right),
        Product product => Binary(Operation.Multiply, product.Left, product.Right),
        Affine { Source: AffineSource.Input } affine => new(Operation.InputProduct, [], affine.Gate),
        Affine affine => new(Operation.HiddenProduct, [], affine.Gate),
        State state => new(Operation.PreviousState, [], state.Name),
        StateGradient gradient => new(Operation.StateGradient, [], gradient.State.Name),
        ForwardValue { Of: State state } => new(Operation.PreviousState, [], state.Name),
        ForwardValue value => new(Operation.Taped, [], TapeName.Of(value.Of)),
        Constant constant => new(Operation.Constant, [], Constant: constant.Value),
        Activation activation => new(
            activation.Function switch
            {
                ActivationFunction.Sigmoid => Operation.Sigmoid,
                ActivationFunction.Tanh => Operation.Tanh,
                _ => Operation.Relu,
            },
            [Lower(activation.Argument)]),
        ActivationGradient gradient => GradientOf(gradient),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    /// <summary>σ' = σ − σ², tanh' = 1 − tanh², relu' = 1 where relu is positive.</summary>
    private Instruction GradientOf(ActivationGradient gradient)
    {
        int value = Lower(gradient.Value);
        int outer = Lower(gradient.Gradient);
        if (gradient.Function == ActivationFunction.Relu)
        {
            return new(Operation.ReluGradient, [value, outer]);
        }

        int minuend = gradient.Function == ActivationFunction.Sigmoid ? value : Append(new(Operation.Constant, [], Constant: 1));
        int derivative = Append(new(Operation.NegatedMultiplyAdd, [value, value, minuend]));
        return new(Operation.Multiply, [outer, derivative]);
    }

    private bool IsFusable(Product product) => product.Name is null && _uses[product] == 1 && !_indices.ContainsKey(product);

    private Instruction Fuse(Operation operation, Product product, Expression addend) =>
        new(operation, [Lower(product.Left), Lower(product.Right), Lower(addend)]);

    private Instruction Binary(Operation operation, Expression left, Expression right) =>
        new(operation, [Lower(left), Lower(right)]);

    private int Append(Instruction instruction)
    {
        _instructions.Add(instruction);
        return _instructions.Count - 1;
    }
}

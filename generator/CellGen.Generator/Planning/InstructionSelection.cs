using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>
/// Turns expressions into element-wise instructions: each value is computed once, and a product that is only added to
/// something becomes a fused multiply-add.
/// </summary>
/// <param name="bias">Whether the cell has biases.</param>
/// <param name="joined">The sums whose two products share an accumulator.</param>
/// <param name="isCarried">Whether a value was computed by an earlier phase.</param>
internal sealed class InstructionSelection(bool bias, ISet<Sum> joined, Func<Expression, bool> isCarried)
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
        if (uses == 0 && root is not Affine && !isCarried(root))
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
        if (expression.Name is { } name && expression is not (State or Parameter or Mask or Constant) && !isCarried(expression))
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
        _ when isCarried(expression) => new(Operation.Carried, [], TapeName.Of(expression)),
        Sum sum when joined.Contains(sum) => new(Operation.JoinedProduct, [], ((Affine)sum.Left).Gate),
        Sum { Left: Product left, Right: Product right } sum when IsFusable(left) && IsFusable(right) && Depth(left) > Depth(right) =>
            Fuse(Operation.MultiplyAdd, left, right),
        Sum { Right: Product product } sum when IsFusable(product) => Fuse(Operation.MultiplyAdd, product, sum.Left),
        Sum { Left: Product product } sum when IsFusable(product) => Fuse(Operation.MultiplyAdd, product, sum.Right),
        Sum sum => Binary(Operation.Add, sum.Left, sum.Right),
        Difference { Right: Product product } difference when IsFusable(product) =>
            Fuse(Operation.NegatedMultiplyAdd, product, difference.Left),
        Difference difference => Binary(Operation.Subtract, difference.Left, difference.Right),
        Product product => Binary(Operation.Multiply, product.Left, product.Right),
        Affine { Source: AffineSource.Input } affine => new(Operation.InputProduct, [], affine.Gate),
        Quotient quotient => Binary(Operation.Divide, quotient.Left, quotient.Right),
        Affine affine => new(Operation.PhaseProduct, [], affine.Gate),
        Parameter parameter => new(Operation.Vector, [], parameter.Name),
        Mask => new(Operation.Mask, []),
        State state => new(Operation.PreviousState, [], state.Name),
        OperandGradient gradient => new(Operation.OperandGradient, [], TapeName.Of(gradient.Operand)),
        StateGradient gradient => new(Operation.StateGradient, [], gradient.State.Name),
        ForwardValue { Of: State state } => new(Operation.PreviousState, [], state.Name),
        ForwardValue value => new(Operation.Taped, [], TapeName.Of(value.Of)),
        Constant constant => new(Operation.Constant, [], Constant: constant.Value),
        Activation activation => new(
            activation.Function switch
            {
                ActivationFunction.Sigmoid => Operation.Sigmoid,
                ActivationFunction.Tanh => Operation.Tanh,
                ActivationFunction.Clip => Operation.Clip,
                ActivationFunction.Exp => Operation.Exp,
                _ => Operation.Relu,
            },
            [Lower(activation.Argument)],
            Constant: activation.Bound),
        ActivationGradient gradient => GradientOf(gradient),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    /// <summary>σ' = σ − σ², tanh' = 1 − tanh², exp' = exp, relu' = 1 where relu is positive, clip' = 1 within the bound.</summary>
    private Instruction GradientOf(ActivationGradient gradient)
    {
        int value = Lower(gradient.Value);
        int outer = Lower(gradient.Gradient);
        var function = gradient.Activation.Function;
        if (function is ActivationFunction.Relu or ActivationFunction.Clip)
        {
            return new(
                function == ActivationFunction.Relu ? Operation.ReluGradient : Operation.ClipGradient,
                [value, outer],
                Constant: gradient.Activation.Bound);
        }

        if (function == ActivationFunction.Exp)
        {
            return new(Operation.Multiply, [outer, value]);
        }

        int minuend = function == ActivationFunction.Sigmoid ? value : Append(new(Operation.Constant, [], Constant: 1));
        int derivative = Append(new(Operation.NegatedMultiplyAdd, [value, value, minuend]));
        return new(Operation.Multiply, [outer, derivative]);
    }

    /// <summary>
    /// The number of functions on the longest way to a value: of two products the one that is known last is fused, so that
    /// one operation follows it.
    /// </summary>
    private static int Depth(Expression expression) =>
        Differentiation.OperandsOf(expression).Select(Depth).DefaultIfEmpty(0).Max() + (expression is Activation ? 1 : 0);

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

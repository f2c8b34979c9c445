using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>
/// Turns expressions into element-wise instructions: each value is computed once, and a product that is only added to
/// something becomes a fused multiply-add.
/// </summary>
/// <param name="bias">Whether the cell has biases.</param>
/// <param name="joined">The sums whose two products share an accumulator.</param>
/// <param name="names">The names of the values that go to memory.</param>
/// <param name="gradients">The names of gradients.</param>
/// <param name="isCarried">Whether a value was computed by an earlier phase.</param>
internal sealed class InstructionSelection(
    bool bias, ISet<Sum> joined, TapeNames names, IReadOnlyDictionary<Expression, string> gradients, Func<Expression, bool> isCarried)
{
    private readonly List<Instruction> _instructions = [];
    private readonly Dictionary<Expression, int> _indices = [];
    private readonly Dictionary<Expression, int> _uses = [];
    private readonly Dictionary<Expression, int> _depths = [];

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

        if (expression is ActivationGradient gradient)
        {
            // What its row reads comes first, so that instructions stand in the order in which they can begin.
            Lower(gradient.Value);
            Lower(gradient.Gradient);
            index = Lower(gradient.Derived);
            _instructions[index] = NameGradient(_instructions[index], expression);
            _indices.Add(expression, index);
            return index;
        }

        var instruction = Translate(expression);
        if (expression.Name is { } name && expression is not (State or InputRow or Parameter or Mask or Constant) && !isCarried(expression))
        {
            instruction = instruction with { Name = name, Equation = EquationText.Definition(expression, bias) };
        }

        _instructions.Add(NameGradient(instruction, expression));
        index = _instructions.Count - 1;
        _indices.Add(expression, index);
        return index;
    }

    /// <summary>
    /// Its name and equation, where an instruction computes a gradient that has one. A gradient that is fused with what it is
    /// added to has no instruction: it is a part of the other's equation.
    /// </summary>
    private Instruction NameGradient(Instruction instruction, Expression expression) =>
        gradients.TryGetValue(expression, out string? name)
            ? instruction with { Name = name, Equation = new EquationText(bias, NameOf).Gradient(name, expression) }
            : instruction;

    private string? NameOf(Expression expression) =>
        _indices.ContainsKey(expression) && gradients.TryGetValue(expression, out string? name) ? name : null;

    private Instruction Translate(Expression expression) => expression switch
    {
        _ when isCarried(expression) => new(Operation.Carried, [], names.Of(expression)),
        Sum sum when joined.Contains(sum) => new(Operation.JoinedProduct, [], ((Affine)sum.Left).Gate),
        Sum { Left: Product left, Right: Product right } sum when IsFusable(left) && IsFusable(right) && Depth(left) > Depth(right) =>
            Fuse(Function.MultiplyAdd, left, right),
        Sum { Right: Product product } sum when IsFusable(product) => Fuse(Function.MultiplyAdd, product, sum.Left),
        Sum { Left: Product product } sum when IsFusable(product) => Fuse(Function.MultiplyAdd, product, sum.Right),
        Sum sum => Binary(Function.Add, sum.Left, sum.Right),
        Difference { Right: Product product } difference when IsFusable(product) =>
            Fuse(Function.NegatedMultiplyAdd, product, difference.Left),
        Difference difference => Binary(Function.Subtract, difference.Left, difference.Right),
        Product product => Binary(Function.Multiply, product.Left, product.Right),
        Affine { Source: AffineSource.Input } affine => new(Operation.InputProduct, [], affine.Gate),
        Quotient quotient => Binary(Function.Divide, quotient.Left, quotient.Right),
        Affine affine => new(Operation.PhaseProduct, [], affine.Gate),
        Parameter parameter => new(Operation.Vector, [], parameter.Name),
        Mask => new(Operation.Mask, []),
        InputRow => new(Operation.Input, []),
        State state => new(Operation.PreviousState, [], state.Name),
        OperandGradient gradient => new(Operation.OperandGradient, [], names.Of(gradient.Operand)),
        StateGradient gradient => new(Operation.StateGradient, [], gradient.State.Name),
        ForwardValue { Of: State state } => new(Operation.PreviousState, [], state.Name),
        ForwardValue value => new(Operation.Taped, [], names.Of(value.Of)),
        Constant constant => new(Operation.Constant, [], Constant: constant.Value),
        Activation activation => Instruction.Apply(activation.Primitive.Function, activation.Bound, Lower(activation.Argument)),
        Where where => Instruction.Apply(where.Condition, where.Bound, Lower(where.Value), Lower(where.Then)),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    /// <summary>
    /// The number of functions on the longest way to a value: of two products the one that is known last is fused, so that
    /// one operation follows it.
    /// </summary>
    private int Depth(Expression expression)
    {
        // Values share operands: without the memory, ways would be counted, of which there may be 2ⁿ.
        if (!_depths.TryGetValue(expression, out int depth))
        {
            depth = Differentiation.OperandsOf(expression).Select(Depth).DefaultIfEmpty(0).Max() + (expression is Activation ? 1 : 0);
            _depths.Add(expression, depth);
        }

        return depth;
    }

    private bool IsFusable(Product product) => product.Name is null && _uses[product] == 1 && !_indices.ContainsKey(product);

    private Instruction Fuse(Function function, Product product, Expression addend) =>
        Instruction.Apply(function, 0, Lower(product.Left), Lower(product.Right), Lower(addend));

    private Instruction Binary(Function function, Expression left, Expression right) =>
        Instruction.Apply(function, 0, Lower(left), Lower(right));
}

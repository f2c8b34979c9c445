namespace CellGen.Generator.Equations;

/// <summary>
/// A vector over the units of a layer, as an equation of a cell writes it. Expressions are compared by reference: one
/// object is one value, however often it is used.
/// </summary>
internal abstract class Expression
{
    /// <summary>The name that the equation gives to the value ("r"), or null for an inner expression.</summary>
    public string? Name { get; set; }

    public static Expression operator +(Expression left, Expression right) => Sum.Of(left, right);

    public static Expression operator -(Expression left, Expression right) => new Difference(left, right);

    public static Expression operator +(float left, Expression right) => Sum.Of(new Constant(left), right);

    public static Expression operator -(float left, Expression right) => new Difference(new Constant(left), right);

    public static Expression operator -(Expression value) => new Product(new Constant(-1), value);

    /// <summary>The Hadamard product ⊙.</summary>
    public static Expression operator *(Expression left, Expression right) => new Product(left, right);

    /// <summary>The quotient, unit by unit.</summary>
    public static Expression operator /(Expression left, Expression right) => new Quotient(left, right);
}

/// <summary>What the elements of a vector belong to.</summary>
internal enum Units
{
    /// <summary>The units of the layer.</summary>
    Hidden,

    /// <summary>The smaller number of outputs of a projection.</summary>
    Projection,
}

/// <summary>The same number for every unit.</summary>
internal sealed class Constant(float value) : Expression
{
    public float Value { get; } = value;
}

/// <summary>A state of the previous step, such as h or c.</summary>
internal sealed class State : Expression
{
    public State(string name, Units units) => (Name, Units) = (name, units);

    public Units Units { get; }
}

/// <summary>The input x itself, unit by unit: it has as many values as there are units.</summary>
internal sealed class InputRow : Expression
{
    public InputRow() => Name = "x";
}

/// <summary>A vector of parameters, one a unit, such as a peephole.</summary>
internal sealed class Parameter : Expression
{
    public Parameter(string name, string tensor) => (Name, Tensor) = (name, tensor);

    /// <summary>The name of its tensor.</summary>
    public string Tensor { get; }
}

/// <summary>In training: 0 for the units of h that are dropped throughout the sequence, 1/(1 − p) for the others.</summary>
internal sealed class Mask : Expression
{
    public Mask(Units units) => (Name, Units) = ("m", units);

    public Units Units { get; }
}

/// <summary>W_g x + b_ig, U_g h + b_hg or W_hr m: an affine map to the units of one gate.</summary>
internal sealed class Affine(AffineSource source, string gate, Expression? operand, bool hasBias) : Expression
{
    /// <summary>The weight matrix.</summary>
    public AffineSource Source { get; } = source;

    public string Gate { get; } = gate;

    /// <summary>The vector that is multiplied; null for the input.</summary>
    public Expression? Operand { get; } = operand;

    public bool HasBias { get; } = hasBias;
}

/// <summary>The weight matrix of an <see cref="Affine"/> map.</summary>
internal enum AffineSource
{
    /// <summary>torch's weight_ih and bias_ih.</summary>
    Input,

    /// <summary>torch's weight_hh and bias_hh.</summary>
    Hidden,

    /// <summary>torch's weight_hr.</summary>
    Projection,
}

/// <summary>
/// A sum in its canonical form: however an equation is written, products come first, and of a gate's products the one with the
/// input. Plans then need to look for W x + U h in one form only.
/// </summary>
internal sealed class Sum : Expression
{
    private Sum(Expression left, Expression right) => (Left, Right) = (left, right);

    public Expression Left { get; }

    public Expression Right { get; }

    /// <summary>left + right. Where there is no product it is as written, since where parentheses are decides about bits.</summary>
    public static Expression Of(Expression left, Expression right)
    {
        List<Expression> terms = [.. TermsOf(left), .. TermsOf(right)];
        if (!terms.Any(term => term is Affine))
        {
            return new Sum(left, right);
        }

        return terms.OrderBy(term => term is not Affine)
            .ThenBy(term => (term as Affine)?.Gate, StringComparer.Ordinal)
            .ThenBy(term => (term as Affine)?.Source)
            .Aggregate((sum, term) => IsSumOf(left, sum, term) ? left : IsSumOf(right, sum, term) ? right : new Sum(sum, term));
    }

    /// <summary>Whether an operand is a sum already that others may read, too: it stays one value.</summary>
    private static bool IsSumOf(Expression operand, Expression left, Expression right) =>
        operand is Sum sum && sum.Left == left && sum.Right == right;

    private static IEnumerable<Expression> TermsOf(Expression expression) =>
        expression is Sum { Name: null } sum ? TermsOf(sum.Left).Concat(TermsOf(sum.Right)) : [expression];
}

internal sealed class Difference(Expression left, Expression right) : Expression
{
    public Expression Left { get; } = left;

    public Expression Right { get; } = right;
}

/// <summary>The Hadamard product.</summary>
internal sealed class Product(Expression left, Expression right) : Expression
{
    public Expression Left { get; } = left;

    public Expression Right { get; } = right;
}

internal sealed class Quotient(Expression left, Expression right) : Expression
{
    public Expression Left { get; } = left;

    public Expression Right { get; } = right;
}

/// <summary>A nonlinear function of each unit.</summary>
/// <param name="bound">The bound of <see cref="Primitive.Clip"/>.</param>
internal sealed class Activation(Primitive primitive, Expression argument, float bound = 0) : Expression
{
    public Primitive Primitive { get; } = primitive;

    public Expression Argument { get; } = argument;

    public float Bound { get; } = bound;
}

/// <summary>A vector where another fulfils a condition; elsewhere 0.</summary>
/// <param name="condition">WherePositive, or WhereWithin a bound.</param>
internal sealed class Where(Function condition, Expression value, Expression then, float bound = 0) : Expression
{
    public Function Condition { get; } = condition;

    public Expression Value { get; } = value;

    public Expression Then { get; } = then;

    public float Bound { get; } = bound;
}

/// <summary>In a backward pass: the value that <paramref name="of"/> had in the forward pass.</summary>
internal sealed class ForwardValue(Expression of) : Expression
{
    public Expression Of { get; } = of;
}

/// <summary>In a backward pass: dL/ds' for the new value s' of a state.</summary>
internal sealed class StateGradient(State state) : Expression
{
    public State State { get; } = state;
}

/// <summary>In a backward pass: what flows back into the operand of an affine map, through the matrix.</summary>
internal sealed class OperandGradient(Expression operand) : Expression
{
    public Expression Operand { get; } = operand;
}

/// <summary>
/// In a backward pass: the gradient of a function's argument, from the argument, the value and the gradient of the value. It is
/// more than the expression that it stands for, since a product in it is not fused with what it is added to.
/// </summary>
internal sealed class ActivationGradient : Expression
{
    public ActivationGradient(Activation activation, Expression argument, Expression value, Expression gradient)
    {
        (Activation, Argument, Value, Gradient) = (activation, argument, value, gradient);
        Derived = activation.Primitive.Derive(this);
    }

    public Activation Activation { get; }

    public Expression Argument { get; }

    public Expression Value { get; }

    public Expression Gradient { get; }

    /// <summary>What it is by the function's row.</summary>
    public Expression Derived { get; }
}

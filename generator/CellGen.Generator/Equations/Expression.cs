namespace CellGen.Generator.Equations;

/// <summary>
/// A vector over the units of a layer, as an equation of a cell writes it. Expressions are compared by reference: one
/// object is one value, however often it is used.
/// </summary>
internal abstract class Expression
{
    /// <summary>The name that the equation gives to the value ("r"), or null for an inner expression.</summary>
    public string? Name { get; set; }

    public static Expression operator +(Expression left, Expression right) => new Sum(left, right);

    public static Expression operator -(Expression left, Expression right) => new Difference(left, right);

    public static Expression operator -(float left, Expression right) => new Difference(new Constant(left), right);

    /// <summary>The Hadamard product ⊙.</summary>
    public static Expression operator *(Expression left, Expression right) => new Product(left, right);
}

/// <summary>The same number for every unit.</summary>
internal sealed class Constant(float value) : Expression
{
    public float Value { get; } = value;
}

/// <summary>A state of the previous step, such as h or c.</summary>
internal sealed class State : Expression
{
    public State(string name) => Name = name;
}

/// <summary>W_g x + b_ig or U_g h + b_hg: an affine map of the input or of the hidden state.</summary>
internal sealed class Affine(AffineSource source, string gate) : Expression
{
    public AffineSource Source { get; } = source;

    public string Gate { get; } = gate;
}

/// <summary>What an <see cref="Affine"/> map reads.</summary>
internal enum AffineSource
{
    /// <summary>The input of the step; torch's weight_ih and bias_ih.</summary>
    Input,

    /// <summary>The hidden state of the previous step; torch's weight_hh and bias_hh.</summary>
    Hidden,
}

internal sealed class Sum(Expression left, Expression right) : Expression
{
    public Expression Left { get; } = left;

    public Expression Right { get; } = right;
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

/// <summary>A nonlinear function of each unit.</summary>
internal sealed class Activation(ActivationFunction function, Expression argument) : Expression
{
    public ActivationFunction Function { get; } = function;

    public Expression Argument { get; } = argument;
}

internal enum ActivationFunction
{
    Sigmoid,
    Tanh,
    Relu,
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

/// <summary>In a backward pass: the gradient of a function's argument, from its value and the gradient of the value.</summary>
internal sealed class ActivationGradient(ActivationFunction function, Expression value, Expression gradient) : Expression
{
    public ActivationFunction Function { get; } = function;

    public Expression Value { get; } = value;

    public Expression Gradient { get; } = gradient;
}

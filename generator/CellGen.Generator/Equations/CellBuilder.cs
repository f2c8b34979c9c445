namespace CellGen.Generator.Equations;

/// <summary>The vocabulary in which the cells under Cells/ are written.</summary>
internal sealed class CellBuilder(string title, params string[] gates)
{
    private readonly List<Expression> _definitions = [];
    private readonly List<StateUpdate> _states = [];

    /// <summary>W_g x + b_ig.</summary>
    public Expression W(string gate) => new Affine(AffineSource.Input, gate);

    /// <summary>U_g h + b_hg, with h of the previous step.</summary>
    public Expression U(string gate) => new Affine(AffineSource.Hidden, gate);

    public static Expression Sigmoid(Expression argument) => new Activation(ActivationFunction.Sigmoid, argument);

    public static Expression Tanh(Expression argument) => new Activation(ActivationFunction.Tanh, argument);

    public static Expression Relu(Expression argument) => new Activation(ActivationFunction.Relu, argument);

    /// <summary>Names a value: name = value.</summary>
    public Expression Let(string name, Expression value)
    {
        value.Name = name;
        _definitions.Add(value);
        return value;
    }

    /// <summary>States the next value of a state, under the state's name with a prime. The first one is the output.</summary>
    public Expression Next(State state, Expression next)
    {
        _states.Add(new StateUpdate(state, Let(state.Name + "'", next)));
        return next;
    }

    /// <summary>The cell, with <paramref name="output"/> as the first of its states.</summary>
    public Cell Build(State output) =>
        new(title, gates, _definitions, [.. _states.OrderByDescending(update => update.State == output)]);
}

using CellGen.Generator.Model;

namespace CellGen.Generator.Equations;

/// <summary>The vocabulary in which the cells under Cells/ are written.</summary>
internal sealed class CellBuilder
{
    private readonly List<Expression> _definitions = [];
    private readonly List<StateUpdate> _states = [];
    private readonly List<Parameter> _vectors = [];
    private readonly Dictionary<(AffineSource Source, string Gate), Affine> _products = [];
    private readonly string _title;
    private readonly Symbols _gates;
    private readonly float _clip;
    private InputRow? _x;

    /// <param name="spec">What the user asked for.</param>
    /// <param name="training">Whether units of h are dropped where the gates read it.</param>
    /// <param name="title">What the cell is.</param>
    /// <param name="gates">The gates, in the order of their rows.</param>
    public CellBuilder(CellSpec spec, bool training, string title, params string[] gates)
        : this(spec, training, title, "s", gates)
    {
    }

    /// <param name="spec">What the user asked for.</param>
    /// <param name="training">Whether units of h are dropped where the gates read it.</param>
    /// <param name="title">What the cell is.</param>
    /// <param name="dropped">What h with its dropped units is called.</param>
    /// <param name="gates">The gates, in the order of their rows.</param>
    public CellBuilder(CellSpec spec, bool training, string title, string dropped, IReadOnlyList<string> gates)
    {
        _title = title;
        _gates = new Symbols("gate", gates);
        _clip = (float)spec.Clip;
        var units = spec.Projection > 0 ? Units.Projection : Units.Hidden;
        H = new State("h", units);
        Recurrent = training && spec.RecurrentDropout > 0 ? Let(dropped, H * new Mask(units)) : H;
    }

    /// <summary>h of the previous step.</summary>
    public State H { get; }

    /// <summary>h as the gates read it: in training with recurrent dropout some of its units are dropped.</summary>
    public Expression Recurrent { get; }

    /// <summary>The input, unit by unit.</summary>
    public Expression X => _x ??= new InputRow();

    /// <summary>W_g x + b_ig.</summary>
    public Expression W(string gate, bool bias = true) => Multiply(AffineSource.Input, gate, operand: null, bias);

    /// <summary>U_g h + b_hg, with h of the previous step.</summary>
    public Expression U(string gate, bool bias = true) => U(gate, Recurrent, bias);

    /// <summary>U_g v + b_hg, with a vector of this step.</summary>
    public Expression U(string gate, Expression operand, bool bias = true) => Multiply(AffineSource.Hidden, gate, operand, bias);

    /// <summary>W_hr v.</summary>
    public Expression Project(Expression operand) => Multiply(AffineSource.Projection, "h", operand, hasBias: false);

    /// <summary>A vector of parameters, one a unit.</summary>
    public Expression Vector(string name, string tensor)
    {
        var vector = new Parameter(name, tensor);
        _vectors.Add(vector);
        return vector;
    }

    public Expression Sigmoid(Expression argument) => Apply(Primitive.Sigmoid, argument);

    public Expression Tanh(Expression argument) => Apply(Primitive.Tanh, argument);

    /// <summary>e to the power of a value, which is taken as ±80 where it is beyond.</summary>
    public Expression Exp(Expression argument) => Apply(Primitive.Exp, argument);

    /// <summary>The function that the user chose.</summary>
    public Expression Apply(Nonlinearity nonlinearity, Expression argument) =>
        Nonlinearities.Apply(nonlinearity, nonlinearity == Nonlinearity.Identity ? argument : Clip(argument, _clip));

    /// <summary>A value, or ±bound where it is beyond; the value itself where there is no bound.</summary>
    public static Expression Clip(Expression value, double bound) =>
        bound > 0 ? new Activation(Primitive.Clip, value, (float)bound) : value;

    /// <summary>Names a value: name = value.</summary>
    public Expression Let(string name, Expression value)
    {
        value.Name = value.Name is null ? name : throw new ArgumentException($"{name} is called {value.Name} already.", nameof(name));
        _definitions.Add(value);
        return value;
    }

    /// <summary>States the next value of a state, under the state's name with a prime.</summary>
    public Expression Next(State state, Expression next)
    {
        _states.Add(new StateUpdate(state, Let(state.Name + "'", next)));
        return next;
    }

    /// <summary>The cell, with h as the first of its states.</summary>
    public Cell Build()
    {
        // Generated code calls variables after values: each name is that of one.
        _ = new Symbols("value", _definitions.Concat(_states.Select(update => update.State)).Concat(_vectors).Concat(_x is null ? [] : [_x]).Select(value => value.Name!));
        return new(_title, _gates, _definitions, [.. _states.OrderByDescending(update => update.State == H)], _vectors);
    }

    /// <summary>
    /// A gate's product: one value, however often it is asked for, since a matrix has one row of gradients. What is multiplied
    /// is a state, or has a name.
    /// </summary>
    private Affine Multiply(AffineSource source, string gate, Expression? operand, bool hasBias)
    {
        if (source != AffineSource.Projection)
        {
            _gates.IndexOf(gate);
        }

        if (operand is { Name: null })
        {
            throw new ArgumentException($"What the gate {gate} multiplies has no name.", nameof(operand));
        }

        if (!_products.TryGetValue((source, gate), out var product))
        {
            _products.Add((source, gate), product = new Affine(source, gate, operand, hasBias));
        }

        return product.Operand == operand && product.HasBias == hasBias
            ? product
            : throw new ArgumentException($"The gate {gate} multiplies {product.Operand?.Name ?? "the input"} already.", nameof(operand));
    }

    private Expression Apply(Primitive function, Expression argument) => new Activation(function, Clip(argument, _clip));
}

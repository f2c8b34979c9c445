using CellGen.Generator.Model;

namespace CellGen.Generator.Equations;

/// <summary>
/// A user's own cell, from what was read of its method, step by step through the vocabulary in which our cells are written.
/// </summary>
internal sealed class OwnCell
{
    private static readonly Constant One = new(1);

    private readonly EquationStep[] _steps;
    private readonly Expression[] _values;
    private readonly CellBuilder _cell;
    private readonly HashSet<string> _names;
    private readonly Dictionary<Expression, Expression> _copies = [];

    private OwnCell(CellSpec spec, bool training)
    {
        var equations = spec.Equations!;
        _steps = [.. equations.Steps];
        _values = new Expression[_steps.Length];
        _names = [.. _steps.Select(step => step.Name), "h", "x"];
        _cell = new CellBuilder(spec, training, equations.Title, FreeName("s"), [.. equations.Gates]);
        for (int i = 0; i < _steps.Length; i++)
        {
            _values[i] = Build(_steps[i]);
        }

        // States lie in the order in which the equations first have them, h before all.
        var cell = _cell.Build();
        Cell = cell with { States = [.. cell.States.OrderBy(update => update.State == _cell.H ? -1 : Array.IndexOf(_values, update.State))] };
    }

    /// <summary>The cell.</summary>
    public Cell Cell { get; }

    /// <summary>What each step is in the cell.</summary>
    public IReadOnlyList<Expression> Values => _values;

    /// <param name="spec">What the user asked for, with equations.</param>
    /// <param name="training">Whether the equations are those of a training step, with dropout inside the recurrence.</param>
    public static OwnCell Create(CellSpec spec, bool training) => new(spec, training);

    private Expression Build(EquationStep step)
    {
        var first = step.First < 0 ? null! : _values[step.First];
        var second = step.Second < 0 ? null! : _values[step.Second];
        return step.Operation switch
        {
            EquationOperation.H => _cell.H,
            EquationOperation.Recurrent => _cell.Recurrent,
            EquationOperation.X => _cell.X,
            EquationOperation.State => new State(step.Name, Units.Hidden),
            EquationOperation.W => _cell.W(step.Name, step.Bias),
            EquationOperation.U => _cell.U(step.Name, Operand(step.First), step.Bias),
            EquationOperation.Project => _cell.Project(Operand(step.First)),
            EquationOperation.Vector => _cell.Vector(step.Name, "weight_" + step.Name),
            EquationOperation.Number => new Constant(step.Number),
            EquationOperation.Add => first + second,
            EquationOperation.Subtract => first - second,
            EquationOperation.Multiply => first * second,
            EquationOperation.Divide => first / second,
            EquationOperation.Apply => _cell.Apply(step.Function, first),
            EquationOperation.Exp => _cell.Exp(first),
            EquationOperation.Clip => CellBuilder.Clip(first, step.Number),
            EquationOperation.Let => Name(step.Name, first),
            EquationOperation.Next => _cell.Next((State)first, Unnamed(second)),
            _ => throw new NotSupportedException(step.Operation.ToString()),
        };
    }

    /// <summary>The value under the name; where it has been named already, as the operand of a product, that name stays.</summary>
    private Expression Name(string name, Expression value) =>
        value.Name == name ? value : _cell.Let(name, IsLeaf(value) || value.Name is not null ? One * value : value);

    /// <summary>A value that can become the next of a state: the value itself, where nothing else is its name.</summary>
    private static Expression Unnamed(Expression value) => IsLeaf(value) || value.Name is not null ? One * value : value;

    /// <summary>
    /// What a product multiplies: h as it is; any other value under a name, its own if it is to have one. What is at hand before
    /// the step begins, and a new state, which has a place elsewhere, are computed once more, times one, which changes no bit.
    /// </summary>
    private Expression Operand(int step)
    {
        var value = _values[step];
        if (value == _cell.H || value == _cell.Recurrent)
        {
            return value;
        }

        bool isCopied = IsLeaf(value) || value is Affine || value.Name?.EndsWith("'", StringComparison.Ordinal) == true;
        if (isCopied)
        {
            return _copies.TryGetValue(value, out var copy) ? copy : _copies[value] = _cell.Let(FreeName("v"), One * value);
        }

        if (value.Name is null)
        {
            var let = _steps.FirstOrDefault(other => other.Operation == EquationOperation.Let && other.First == step);
            _cell.Let(let?.Name ?? FreeName("v"), value);
        }

        return value;
    }

    private static bool IsLeaf(Expression value) => value is State or InputRow or Parameter or Mask or Constant;

    /// <summary>A name that the equations have not.</summary>
    private string FreeName(string name)
    {
        string free = name;
        for (int number = 2; !_names.Add(free); number++)
        {
            free = FormattableString.Invariant($"{name}{number}");
        }

        return free;
    }
}

using CellGen.Generator.Diagnostics;
using CellGen.Generator.Equations;
using CellGen.Generator.Model;

namespace CellGen.Generator.Parsing;

/// <summary>Whether the sizes of a user's equations fit: where h is projected it has another than the gates.</summary>
internal sealed class EquationUnits(CellSpec spec, EquationSteps steps, bool readsTokens)
{
    private readonly Units _state = spec.Projection > 0 ? Units.Projection : Units.Hidden;
    private readonly Units?[] _units = new Units?[steps.Steps.Count];

    /// <summary>Whether they fit; otherwise the first mistake has been reported.</summary>
    public bool AreRight()
    {
        for (int step = 0; step < _units.Length && !steps.HasMistake; step++)
        {
            _units[step] = UnitsOf(step, steps.Steps[step]);
        }

        return !steps.HasMistake;
    }

    /// <summary>The units of a value; null of a number.</summary>
    private Units? UnitsOf(int index, EquationStep step)
    {
        switch (step.Operation)
        {
            case EquationOperation.H or EquationOperation.Recurrent:
                return _state;
            case EquationOperation.X:
                CheckInput(index);
                return Units.Hidden;
            case EquationOperation.Number:
                return null;
            case EquationOperation.State or EquationOperation.W or EquationOperation.Vector:
                return Units.Hidden;
            case EquationOperation.U:
                Want(index, step.First, _state, $"The gate {step.Name} multiplies");
                return Units.Hidden;
            case EquationOperation.Project:
                if (spec.Projection == 0)
                {
                    Report(index, "cell.Project wants a Projection in [RecurrentCell]: the size of h");
                }

                Want(index, step.First, Units.Hidden, "The projection multiplies");
                return Units.Projection;
            case EquationOperation.Next:
                Want(index, step.Second, steps.Steps[step.First].Operation == EquationOperation.H ? _state : Units.Hidden, $"The next {(steps.Steps[step.First].Operation == EquationOperation.H ? "h" : steps.Steps[step.First].Name)} is");
                return null;
            case EquationOperation.Add or EquationOperation.Subtract or EquationOperation.Multiply or EquationOperation.Divide:
                return Common(index, _units[step.First], _units[step.Second]);
            default:
                if (_units[step.First] is null)
                {
                    Report(index, "A number is no vector of units; write a constant of C# for what is the same in all of them");
                }

                return _units[step.First];
        }
    }

    /// <summary>The input itself is a vector of units where it has as many values, in every layer.</summary>
    private void CheckInput(int index)
    {
        string? mistake = readsTokens
            ? "The input is a token, which selects a column of weight_ih and has no values; with an [Embedding] it has"
            : spec.Input != spec.Hidden ? FormattableString.Invariant($"The input has {spec.Input} values (Input), the cell {spec.Hidden} units (Hidden)")
            : spec.Layers > 1 && spec.LayerOutput != spec.Hidden ? FormattableString.Invariant($"The input of the upper layers has {spec.LayerOutput} values, the cell {spec.Hidden} units (Hidden)")
            : null;
        if (mistake is not null)
        {
            Report(index, mistake);
        }
    }

    private Units? Common(int index, Units? left, Units? right)
    {
        if (left is { } a && right is { } b && a != b)
        {
            Report(index, $"The left side has {Size(a)} units, the right side {Size(b)}");
        }

        return left ?? right;
    }

    private void Want(int index, int operand, Units expected, string what)
    {
        if (_units[operand] != expected)
        {
            Report(index, $"{what} a vector of {Size(expected)} units; this is {(_units[operand] is { } units ? "one of " + Size(units) : "a number")}");
        }
    }

    private string Size(Units units) => units == Units.Projection ? FormattableString.Invariant($"{spec.Projection} (Projection)") : FormattableString.Invariant($"{spec.Hidden} (Hidden)");

    private void Report(int step, string mistake) => steps.Report(steps.PlaceOf(step), Descriptors.UnitsDoNotFit, mistake);
}

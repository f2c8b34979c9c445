using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>Whether what was read is a cell: names, sizes, states, and that something depends on everything.</summary>
internal sealed class EquationChecks(CellSpec spec, EquationSteps steps, bool readsTokens, Location? method)
{
    /// <summary>A step's text where a later one shows it unnamed grows with it, and comments have to stay readable.</summary>
    private const int LongestText = 100;

    private readonly IReadOnlyList<EquationStep> _steps = steps.Steps;

    /// <summary>Whether all is right; otherwise the first mistake has been reported.</summary>
    public bool AreRight()
    {
        CheckNames();
        CheckNext();
        CheckProducts();
        _ = steps.HasMistake || new EquationUnits(spec, steps, readsTokens).AreRight();
        CheckReaders();
        CheckLengths();
        return !steps.HasMistake && new EquationPhases(spec, steps).AreRight();
    }

    private IEnumerable<int> Of(params EquationOperation[] operations) => Enumerable.Range(0, _steps.Count).Where(i => operations.Contains(_steps[i].Operation));

    private void CheckNames()
    {
        Unique(Of(EquationOperation.Let, EquationOperation.State, EquationOperation.Vector));
        var gates = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (int step in Of(EquationOperation.W, EquationOperation.U))
        {
            string gate = _steps[step].Name;
            if (gates.TryGetValue(gate, out string? other) && other != gate)
            {
                Report(step, Descriptors.EquationName, $"The gates '{other}' and '{gate}' differ in case alone; choose another name");
            }

            gates[gate] = gate;
        }

        if (Of(EquationOperation.X).Any())
        {
            foreach (int step in Of(EquationOperation.Let, EquationOperation.Vector).Where(step => _steps[step].Name is "x" or "X"))
            {
                Report(step, Descriptors.EquationName, $"'{_steps[step].Name}' is the input, which these equations read; choose another name");
            }
        }

        if (Of(EquationOperation.U).Any())
        {
            foreach (int step in Of(EquationOperation.Vector).Where(step => _steps[step].Name == "hh"))
            {
                Report(step, Descriptors.EquationName, "'hh' is no name for a vector: weight_hh is the matrix of the gates");
            }
        }
    }

    private void Unique(IEnumerable<int> named)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var values = new HashSet<int>();
        foreach (int step in named)
        {
            if (!names.Add(_steps[step].Name))
            {
                Report(step, Descriptors.EquationName, $"The name '{_steps[step].Name}' is there twice; choose another one");
            }

            if (_steps[step] is { Operation: EquationOperation.Let, First: var value }
                && (!values.Add(value) || _steps[value].Operation is EquationOperation.H or EquationOperation.Recurrent or EquationOperation.X or EquationOperation.State or EquationOperation.Vector || _steps.Take(step).Any(next => next.Operation == EquationOperation.Next && next.Second == value)))
            {
                Report(step, Descriptors.EquationName, $"What is to be called '{_steps[step].Name}' has a name already");
            }
        }
    }

    private void CheckNext()
    {
        var updated = new HashSet<int>();
        foreach (int step in Of(EquationOperation.Next))
        {
            var state = _steps[_steps[step].First];
            if (state.Operation is not (EquationOperation.H or EquationOperation.State))
            {
                Report(step, Descriptors.NotInTheLanguage, "The next value of what is no state", "cell.H and cell.State are states");
            }
            else if (!updated.Add(_steps[step].First))
            {
                Report(step, Descriptors.NotUpdated, NameOf(state), "updated twice");
            }
        }

        foreach (int step in Of(EquationOperation.State).Where(step => !updated.Contains(step)))
        {
            Report(step, Descriptors.NotUpdated, _steps[step].Name, "never updated");
        }

        if (!steps.HasMistake && !updated.Any(step => _steps[step].Operation == EquationOperation.H))
        {
            steps.Report(method, Descriptors.NotUpdated, "h", "never updated");
        }
    }

    private void CheckProducts()
    {
        var products = new Dictionary<string, EquationStep>();
        foreach (int step in Of(EquationOperation.W, EquationOperation.U, EquationOperation.Project))
        {
            string key = _steps[step].Operation + _steps[step].Name;
            if (products.ContainsKey(key))
            {
                Report(step, Descriptors.ProductsDoNotFit, _steps[step].Operation switch
                {
                    EquationOperation.Project => "There is one projection of one value",
                    EquationOperation.W => $"The gate {_steps[step].Name} is there with a bias beside W and without; a gate has it or not",
                    _ when products[key].First == _steps[step].First => $"The gate {_steps[step].Name} is there with a bias beside U and without; a gate has it or not",
                    _ => $"The gate {_steps[step].Name} multiplies another vector already; a gate has one",
                });
            }

            products[key] = _steps[step];
            if (_steps[step].Operation == EquationOperation.U && !Of(EquationOperation.W).Any(other => _steps[other].Name == _steps[step].Name))
            {
                Report(step, Descriptors.ProductsDoNotFit, $"The gate {_steps[step].Name} has a product with the state and none with the input; expected cell.W(\"{_steps[step].Name}\")");
            }
        }
    }

    /// <summary>Everything is read by a state, by way of others; of what is not, the last is where to look.</summary>
    private void CheckReaders()
    {
        var read = new bool[_steps.Count];
        for (int step = _steps.Count - 1; step >= 0; step--)
        {
            // A name alone is no use of a value.
            if (_steps[step].Operation == EquationOperation.Next)
            {
                read[_steps[step].Second] = true;
            }
            else if (read[step])
            {
                foreach (int operand in _steps[step].Operands)
                {
                    read[operand] = true;
                }
            }
        }

        bool IsRead(int step) => _steps[step].Operation == EquationOperation.Let ? read[_steps[step].First] : read[step];
        bool isMemory = Of(EquationOperation.H, EquationOperation.Recurrent, EquationOperation.State).Any(IsRead);
        foreach (int step in Enumerable.Range(0, _steps.Count).Reverse().Where(step => !IsRead(step)))
        {
            if (Describe(_steps[step]) is { } what)
            {
                Report(step, Descriptors.NothingReads, what);
            }
        }

        if (!isMemory && !steps.HasMistake)
        {
            steps.Report(method, Descriptors.NothingReads, "a state of the step before");
        }
    }

    private static string? Describe(EquationStep step) => step.Operation switch
    {
        EquationOperation.Next or EquationOperation.H or EquationOperation.Recurrent or EquationOperation.X or EquationOperation.Number => null,
        EquationOperation.Let => step.Name,
        EquationOperation.W or EquationOperation.U => $"the gate {step.Name}",
        EquationOperation.State => $"the state {step.Name}",
        EquationOperation.Vector => $"the vector {step.Name}",
        _ => "this value",
    };

    private void CheckLengths()
    {
        var lengths = new long[_steps.Count];
        HashSet<int> named = [.. Of(EquationOperation.Let).Select(step => _steps[step].First)];
        for (int step = 0; step < _steps.Count; step++)
        {
            long length = 1 + _steps[step].Operands.Sum(operand => named.Contains(operand) ? 1 : lengths[operand]);
            lengths[step] = _steps[step].Operation is EquationOperation.Let or EquationOperation.Next ? 1 : length;
            if (length > LongestText)
            {
                Report(step, Descriptors.EquationsTooLarge, FormattableString.Invariant($"an equation of more than {LongestText} operations"));
            }
        }
    }

    private static string NameOf(EquationStep state) => state.Operation == EquationOperation.H ? "h" : state.Name;

    private void Report(int step, DiagnosticDescriptor descriptor, params object[] arguments) => steps.Report(steps.PlaceOf(step), descriptor, arguments);
}

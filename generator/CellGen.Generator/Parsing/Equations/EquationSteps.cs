using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>The steps of a user's equations as they are read, each with its place in the text, and the mistakes on the way.</summary>
/// <param name="report">Receives the first mistake.</param>
/// <param name="isBroken">Whether the compiler has an error in the method: then that is the one mistake.</param>
internal sealed class EquationSteps(Action<Mistake> report, Func<bool> isBroken)
{
    /// <summary>More is no cell, and would be read in the editor at each key.</summary>
    private const int Most = 500;

    private readonly List<EquationStep> _steps = [];
    private readonly List<SyntaxNode> _places = [];

    /// <summary>What has been read.</summary>
    public IReadOnlyList<EquationStep> Steps => _steps;

    /// <summary>Whether there was a mistake, of ours or of the compiler's.</summary>
    public bool HasMistake { get; private set; }

    /// <summary>Where a step stands.</summary>
    public SyntaxNode PlaceOf(int step) => _places[step];

    /// <summary>Adds a step; where it is a state or a product that there is already, it is that.</summary>
    public EquationValue? Add(EquationStep step, SyntaxNode place)
    {
        if (step.Operation is EquationOperation.H or EquationOperation.Recurrent or EquationOperation.X or EquationOperation.W or EquationOperation.U && _steps.IndexOf(step) is var known and >= 0)
        {
            return new EquationValue.Step(known);
        }

        if (_steps.Count == Most)
        {
            Report(place, Descriptors.EquationsTooLarge, FormattableString.Invariant($"more than {Most} operations"));
            return null;
        }

        _steps.Add(step);
        _places.Add(place);
        return new EquationValue.Step(_steps.Count - 1);
    }

    /// <summary>The number that a step is, or null.</summary>
    public float? NumberOf(EquationValue value) =>
        value is EquationValue.Step { Index: var index } && _steps[index].Operation == EquationOperation.Number ? _steps[index].Number : null;

    /// <summary>Reports a mistake; one is enough, since what follows may be its consequence.</summary>
    public EquationValue? Report(SyntaxNode place, DiagnosticDescriptor descriptor, params object[] arguments) =>
        Report(place.GetLocation(), descriptor, arguments);

    /// <summary>The same, where no expression is the place.</summary>
    public EquationValue? Report(Location? place, DiagnosticDescriptor descriptor, params object[] arguments)
    {
        if (!HasMistake && !isBroken())
        {
            report(new Mistake(descriptor, arguments) { Place = place });
        }

        return Fail();
    }

    /// <summary>Notes a mistake that the compiler reports.</summary>
    public EquationValue? Fail()
    {
        HasMistake = true;
        return null;
    }
}

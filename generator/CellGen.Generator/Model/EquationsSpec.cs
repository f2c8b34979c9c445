namespace CellGen.Generator.Model;

/// <summary>The equations of a user's own cell, as values: what the method says, without the text that says it.</summary>
/// <param name="Title">The name of the method.</param>
/// <param name="Steps">Its operations, in the order in which they run.</param>
internal sealed record EquationsSpec(string Title, EquatableArray<EquationStep> Steps)
{
    /// <summary>The gates, in the order in which the equations have them: that of their rows.</summary>
    public IEnumerable<string> Gates => Steps
        .Where(step => step.Operation is EquationOperation.W or EquationOperation.U)
        .Select(step => step.Name)
        .Distinct();

    /// <summary>Whether something reads the input unit by unit, beside the products with it.</summary>
    public bool ReadsInput => Steps.Any(step => step.Operation == EquationOperation.X);

    /// <summary>Whether something reads h as the gates do, of which recurrent dropout drops units.</summary>
    public bool ReadsRecurrent => Steps.Any(step => step.Operation == EquationOperation.Recurrent);
}

namespace CellGen.Generator.Parsing;

/// <summary>What an expression of a user's equations is while they are read.</summary>
internal abstract record EquationValue
{
    /// <summary>The parameter of type CellEquations.</summary>
    internal sealed record Cell : EquationValue;

    /// <summary>A step of the equations.</summary>
    internal sealed record Step(int Index) : EquationValue;

    /// <summary>A C# constant: a number, a text, a truth or a member of an enum.</summary>
    internal sealed record Constant(object Value) : EquationValue;

    /// <summary>What a method without a result returns.</summary>
    internal sealed record Nothing : EquationValue;
}

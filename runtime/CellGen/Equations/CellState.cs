namespace CellGen;

/// <summary>A state of the previous step in the equations of a cell: a value that <see cref="CellEquations.Next"/> updates.</summary>
public sealed class CellState : CellValue
{
    /// <summary>A state with these numbers.</summary>
    /// <param name="name">Its name in the equations.</param>
    /// <param name="units">A number for each unit.</param>
    public CellState(string name, IReadOnlyList<double> units)
        : base(units, name)
    {
    }
}

namespace CellGen.Generator.Model;

/// <summary>One operation of a user's equations; what it reads are earlier steps, by index.</summary>
/// <param name="Operation">What it says.</param>
/// <param name="First">The first operand, or −1.</param>
/// <param name="Second">The second operand, or −1.</param>
internal sealed record EquationStep(EquationOperation Operation, int First = -1, int Second = -1)
{
    /// <summary>The gate, or the name that a value, a state or a vector gets.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number, or a bound.</summary>
    public float Number { get; init; }

    /// <summary>The function of <see cref="EquationOperation.Apply"/>.</summary>
    public Nonlinearity Function { get; init; }

    /// <summary>Whether a product has a bias where the cell has some.</summary>
    public bool Bias { get; init; }

    /// <summary>The steps that it reads.</summary>
    public IEnumerable<int> Operands => new[] { First, Second }.Where(index => index >= 0);
}

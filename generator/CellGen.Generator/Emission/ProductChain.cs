namespace CellGen.Generator.Emission;

/// <summary>One of the products of equal shape whose columns take turns, so that each hides the latency of the others.</summary>
/// <param name="Matrix">The reference to the packed matrix.</param>
/// <param name="Operand">The reference to the vector.</param>
/// <param name="Initial">What the sums of a vector at a lane start from.</param>
/// <param name="Prefix">What the names of its variables begin with; empty where there is one product.</param>
internal sealed record ProductChain(string Matrix, string Operand, Func<Offset, string> Initial, string Prefix = "")
{
    /// <summary>A variable of this product.</summary>
    public string Name(string name) => Identifier.Prefixed(Prefix, name);

    /// <summary>A partial sum of one of the vectors of a group.</summary>
    public string Sum(int partial, int vector) => Name(PartialSumText.Name(partial, FormattableString.Invariant($"{vector}")));
}

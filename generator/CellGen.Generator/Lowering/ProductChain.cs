using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Lowering;

/// <summary>One of the products of equal shape whose columns take turns, so that each hides the latency of the others.</summary>
/// <param name="Matrix">The reference to the packed matrix.</param>
/// <param name="Operand">The reference to the vector.</param>
/// <param name="Initial">What the sums of a vector at a lane start from.</param>
/// <param name="Prefix">What the names of its variables begin with; empty where there is one product.</param>
internal sealed record ProductChain(string Matrix, string Operand, Func<Whole, Value> Initial, string Prefix = "")
{
    /// <summary>A variable of this product.</summary>
    public string Name(string name) => Identifier.Prefixed(Prefix, name);

    /// <summary>A vector of sums.</summary>
    /// <param name="width">The number of lanes.</param>
    /// <param name="vector">What <see cref="GroupPlace.Name"/> calls it.</param>
    public Accumulator Sum(int width, string vector) => new(width, vector, Prefix);
}

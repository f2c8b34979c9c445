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

    /// <summary>The variable that holds a vector of sums, or one of its partial sums.</summary>
    /// <param name="vector">What <see cref="GroupPlace.Name"/> calls it.</param>
    /// <param name="partial">The number of the partial sum; the first holds the sum in the end.</param>
    public string Sum(string vector, int partial = 0) => Name(PartialSumNames.Of(partial, vector));
}

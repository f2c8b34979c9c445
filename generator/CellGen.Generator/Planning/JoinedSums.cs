using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>Which sums W_g x + U_g h one accumulator adds up.</summary>
internal static class JoinedSums
{
    /// <summary>
    /// The sums of a phase's product with that of the input, where nothing else reads one of the two: there is no accumulator
    /// that holds it alone.
    /// </summary>
    /// <param name="values">All values of the cell.</param>
    /// <param name="product">The affine maps of the phase's product.</param>
    /// <param name="stored">The values that are computed for themselves: what has a name, and what goes on the tape.</param>
    public static HashSet<Sum> Find(IReadOnlyList<Expression> values, IReadOnlyList<Affine> product, IEnumerable<Expression> stored)
    {
        HashSet<Sum> sums = [.. values.OfType<Sum>().Where(sum =>
            sum is { Left: Affine { Source: AffineSource.Input } input, Right: Affine { Source: AffineSource.Hidden } recurrent }
            && input.Gate == recurrent.Gate && product.Contains(recurrent))];
        HashSet<Expression> alone =
        [
            .. stored,
            .. values.Where(value => value is not Sum sum || !sums.Contains(sum)).SelectMany(Differentiation.OperandsOf),
        ];
        sums.RemoveWhere(sum => alone.Contains(sum.Left) || alone.Contains(sum.Right));
        return sums;
    }
}

using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>The gates from which the most functions are applied, one after the other, up to a new state.</summary>
internal static class EarlyGates
{
    /// <summary>Those of a product; none where all are alike.</summary>
    /// <param name="values">The values of a step, each after those that it is computed from.</param>
    /// <param name="affines">The affine maps of the product.</param>
    public static IReadOnlyList<string> Find(IReadOnlyList<Expression> values, IReadOnlyList<Affine> affines)
    {
        var following = new Dictionary<Expression, int>();
        foreach (var value in values.Reverse())
        {
            following.TryGetValue(value, out int count);
            foreach (var operand in Differentiation.OperandsOf(value))
            {
                following.TryGetValue(operand, out int known);
                following[operand] = Math.Max(known, count + (value is Activation ? 1 : 0));
            }
        }

        int Following(Affine affine) => following.TryGetValue(affine, out int count) ? count : 0;
        int most = affines.Select(Following).DefaultIfEmpty(0).Max();
        var early = affines.Where(affine => Following(affine) == most).ToList();
        return early.Count == affines.Count ? [] : early.ConvertAll(affine => affine.Gate);
    }
}

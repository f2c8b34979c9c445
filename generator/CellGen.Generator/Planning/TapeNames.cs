using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>
/// The names of the values of a step that go to memory: the equation's own, or one made from what the value is. Two values never
/// have one name, since a name is a place on the tape.
/// </summary>
internal sealed class TapeNames
{
    private readonly Dictionary<Expression, string> _names = [];

    /// <param name="values">The values, in the tape's order.</param>
    public TapeNames(IReadOnlyCollection<Expression> values)
    {
        var taken = new HashSet<string>();
        foreach (var value in values.OrderBy(value => value.Name is null))
        {
            string description = Describe(value);
            string name = description;
            for (int number = 2; !taken.Add(name); number++)
            {
                name = FormattableString.Invariant($"{description}_{number}");
            }

            _names.Add(value, name);
        }
    }

    /// <summary>The name of a value.</summary>
    /// <exception cref="KeyNotFoundException">The value does not go to memory.</exception>
    public string Of(Expression value) =>
        _names.TryGetValue(value, out string? name) ? name : throw new KeyNotFoundException($"{Describe(value)} does not go to memory.");

    private static string Describe(Expression expression) => expression switch
    {
        { Name: { } name } => name.Replace("'", "Next"),
        Affine affine => (affine.Source == AffineSource.Input ? "product_w_" : "product_u_") + affine.Gate,
        Product { Left: Constant { Value: -1 } } negated => "minus_" + Describe(negated.Right),
        Sum { Left: Affine affine } => "sum_" + affine.Gate,
        Sum { Left: Sum sum } => Describe(sum),
        Activation activation => activation.Primitive.Name + "_" + Describe(activation.Argument),
        _ => expression.GetType().Name.ToLowerInvariant(),
    };
}

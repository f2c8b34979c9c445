using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>
/// Which phase of a step computes each value of a cell: a product can begin only when its operand is complete, so each
/// product with a value of this step begins a new phase.
/// </summary>
internal sealed class Phases
{
    private readonly Dictionary<Expression, int> _phases = [];

    public Phases(Cell cell)
    {
        Values = cell.Values();
        foreach (var value in Values)
        {
            int phase = value is Affine { Operand: { } operand }
                ? operand is State ? 0 : _phases[operand] + 1
                : Differentiation.OperandsOf(value).Select(input => _phases[input]).DefaultIfEmpty(0).Max();
            _phases.Add(value, phase);
        }

        Count = _phases.Values.Max() + 1;
        Carried = FindCarried();
    }

    /// <summary>All values of the cell, each after those that it is computed from.</summary>
    public IReadOnlyList<Expression> Values { get; }

    public int Count { get; }

    /// <summary>
    /// The values that leave registers before the step ends: operands of products, and what a later phase reads.
    /// </summary>
    public IReadOnlyList<Expression> Carried { get; }

    /// <summary>The phase that computes a value.</summary>
    public int Of(Expression value) => _phases[value];

    /// <summary>The affine maps of the product of a phase.</summary>
    public IReadOnlyList<Affine> Product(int phase) =>
        [.. Values.OfType<Affine>().Where(affine => affine.Source != AffineSource.Input && _phases[affine] == phase)];

    /// <summary>What the elements of a value belong to.</summary>
    public static Units UnitsOf(Expression value) => value switch
    {
        State state => state.Units,
        Mask mask => mask.Units,
        Affine affine => affine.Source == AffineSource.Projection ? Units.Projection : Units.Hidden,
        Parameter => Units.Hidden,
        _ => Differentiation.OperandsOf(value).Where(operand => operand is not Constant).Select(UnitsOf).FirstOrDefault(),
    };

    private List<Expression> FindCarried()
    {
        var carried = new List<Expression>();
        foreach (var value in Values)
        {
            foreach (var operand in Differentiation.OperandsOf(value))
            {
                Read(operand, _phases[value]);
            }
        }

        return [.. carried.Distinct()];

        // What has no name, such as 1 − z, is cheap: the later phase computes it again.
        void Read(Expression value, int phase)
        {
            bool isLeaf = value is State or InputRow or Parameter or Mask or Constant or Affine { Source: AffineSource.Input };
            if (isLeaf || _phases[value] == phase)
            {
                return;
            }

            if (value.Name is not null)
            {
                carried.Add(value);
                return;
            }

            foreach (var operand in Differentiation.OperandsOf(value))
            {
                Read(operand, phase);
            }
        }
    }
}

using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Lowering;

/// <summary>A vector of sums of a register tile: a variable for each partial sum, of which the first holds the sum in the end.</summary>
/// <param name="Width">The number of lanes.</param>
/// <param name="Name">What the names of the variables end with: "0" for a0, b0, c0 and d0.</param>
/// <param name="Prefix">What they begin with where several products have such a vector.</param>
internal sealed record Accumulator(int Width, string Name, string Prefix = "")
{
    private static readonly string[] Letters = ["a", "b", "c", "d"];

    /// <summary>A partial sum.</summary>
    public Value.Local this[int partial] => new(Width, Identifier.Prefixed(Prefix, Letters[partial] + Name));

    /// <summary>Declares so many partial sums of each: the first starts from a value, the others from zero.</summary>
    public static void Start(KernelBuilder kernel, int partials, IEnumerable<(Accumulator Sum, Value Initial)> sums)
    {
        var started = sums.Select(each =>
        {
            kernel.Let(each.Sum[0].Name, each.Initial);
            return each.Sum;
        }).ToList();
        for (int p = 1; p < partials; p++)
        {
            started.ForEach(sum => kernel.Let(sum[p].Name, new Value.Zero(sum.Width)));
        }
    }

    /// <summary>Adds so many partial sums into the first.</summary>
    public void Finish(KernelBuilder kernel, int partials)
    {
        if (partials > 1)
        {
            kernel.Set(this[0].Name, Tree(partials));
        }
    }

    /// <summary>The sum of so many partial sums.</summary>
    public Value Tree(int partials) => Tree(partials, partial => this[partial]);

    /// <summary>The same of values that are no variables.</summary>
    public static Value Tree(int partials, Func<int, Value> sum) => partials switch
    {
        1 => sum(0),
        2 => sum(0) + sum(1),
        _ => (sum(0) + sum(1)) + (sum(2) + sum(3)),
    };
}

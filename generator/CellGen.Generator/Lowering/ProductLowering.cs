using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The product of a packed matrix with one vector, group by group; calls back for what is done with the sums of each group
/// while they are in registers. Several products of one shape take turns, a few columns at a time.
/// </summary>
/// <param name="gates">The numbers of gates of the rows that the callbacks read and write, besides the matrix's own.</param>
internal sealed class ProductLowering(KernelBuilder kernel, ProductPlan plan, int width, params int[] gates)
{
    /// <param name="chains">The products, of which there may be one.</param>
    /// <param name="isEarly">
    /// Whether the sums of a vector at a lane are wanted first: where all columns are written out, they are completed
    /// before the others are begun, so that what follows them overlaps with the rest of the product.
    /// </param>
    /// <param name="use">Called with each group, whose sums are a0, a1, … of each product.</param>
    public void Build(IReadOnlyList<ProductChain> chains, Func<Whole, bool> isEarly, Action<GroupPlace> use)
    {
        if (ReadsAgain)
        {
            kernel.Comment("Volatile: read again for each sum. Held for the next, the broadcasts would push the sums out of registers.");
        }

        var loops = new GroupLoops(kernel, plan.Layout, gates) { Alternates = plan.Alternates };
        if (plan.Overlaps)
        {
            BuildOverlapping(loops, chains, isEarly, use);
            return;
        }

        loops.Build(plan.Panels, place => kernel.Block(() =>
        {
            if (IsLoop)
            {
                BuildLooped(chains, place);
            }
            else
            {
                BuildStart(chains, place, AllOf(place));
                BuildStraight(chains, place, isEarly);
            }

            kernel.Pause();
            use(place);
        }));
    }

    /// <summary>The number of columns after which it is the next product's turn.</summary>
    private const int Turn = 4;

    private bool IsLoop => plan.ColumnUnroll > 0 && plan.UsedColumns > plan.ColumnUnroll;

    /// <summary>
    /// Whether four numbers of the operand are loaded at once and spread by shuffles. A loop with AVX2 waits for loads, two
    /// a cycle, one for each multiply-add and one for each broadcast; the shuffles are free beside them.
    /// </summary>
    private bool SpreadsFours => width == 8 && plan.ColumnUnroll % 4 == 0;

    /// <summary>
    /// Whether the operand must be read again for each group and pass: where all columns are written out, the JIT would hold
    /// each broadcast for the next, and push out the sums. Not at Arm64's width: there a volatile read makes the loads
    /// after it wait.
    /// </summary>
    private bool ReadsAgain => plan.IsStraight && width >= VectorProfile.Vector256.Lanes;

    private static IReadOnlyList<int> AllOf(GroupPlace place) => [.. Enumerable.Range(0, place.Count)];

    /// <summary>All sums, then what is done with those of each group.</summary>
    private void BuildOverlapping(GroupLoops loops, IReadOnlyList<ProductChain> chains, Func<Whole, bool> isEarly, Action<GroupPlace> use) => kernel.Block(() =>
    {
        var places = new List<GroupPlace>();
        loops.Build(plan.Panels, group =>
        {
            var place = group with { FirstSum = places.Sum(each => each.Count) };
            places.Add(place);
            BuildStart(chains, place, AllOf(place));
            kernel.Block(() => BuildStraight(chains, place, isEarly));
            kernel.Pause();
        });
        places.ForEach(use);
    });

    private void BuildStart(IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<int> vectors)
    {
        foreach (var chain in chains)
        {
            foreach (int v in vectors)
            {
                kernel.Let(chain.Sum(place.Name(v)), chain.Initial(place.LaneOf(v)));
                for (int p = 1; p < plan.Partials; p++)
                {
                    kernel.Let(chain.Sum(place.Name(v), p), new Value.Zero(width));
                }
            }
        }
    }

    /// <summary>The sums of a group in loops over the columns, one for each pass.</summary>
    private void BuildLooped(IReadOnlyList<ProductChain> chains, GroupPlace place)
    {
        var passes = plan.PassesOf(place.Group);
        foreach (var pass in passes)
        {
            BuildStart(chains, place, pass);
            if (passes.Count > 1)
            {
                kernel.Block(() => BuildPass(chains, place, pass));
            }
            else
            {
                BuildPass(chains, place, pass);
            }
        }
    }

    private void BuildPass(IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<int> pass)
    {
        var products = BuildReferences(chains, place);
        int done = plan.UsedColumns / plan.ColumnUnroll * plan.ColumnUnroll;
        kernel.For(WholeType.NativeUnsigned, "k", done, plan.ColumnUnroll, () =>
        {
            BuildColumns(products, place, pass, 0, plan.ColumnUnroll, "k", 0);
            foreach (string w in products.Select(product => product.Matrix))
            {
                kernel.Advance(w, plan.ColumnUnroll * place.Panel.Width);
            }
        });
        BuildColumns(products, place, pass, done, plan.UsedColumns, 0, done);
        BuildTrees(products, place, pass);
    }

    /// <summary>The sums of a group, all columns written out.</summary>
    private void BuildStraight(IReadOnlyList<ProductChain> chains, GroupPlace place, Func<Whole, bool> isEarly)
    {
        Func<int, bool> isFirst = plan.HasPasses ? v => isEarly(place.LaneOf(v)) : _ => true;
        var products = BuildReferences(chains, place);
        foreach (var each in AllOf(place).GroupBy(isFirst).OrderByDescending(each => each.Key))
        {
            List<int> pass = [.. each];
            BuildColumns(products, place, pass, 0, plan.UsedColumns, 0, 0);
            BuildTrees(products, place, pass);
        }
    }

    private void BuildTrees(IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<int> vectors)
    {
        foreach (int v in vectors)
        {
            foreach (var chain in chains)
            {
                PartialSumNames.BuildTree(kernel, [.. Enumerable.Range(0, plan.Partials).Select(p => new Value.Local(width, chain.Sum(place.Name(v), p)))]);
            }
        }
    }

    /// <summary>Declares what the columns of a group need; returns the products with the references that they are counted from.</summary>
    private List<ProductChain> BuildReferences(IReadOnlyList<ProductChain> chains, GroupPlace place)
    {
        var start = StartOf(place);
        return [.. chains.Select(chain =>
        {
            string matrix = chain.Matrix;
            if (IsLoop || !new Memory(matrix, start).IsStart)
            {
                matrix = chain.Name("w");
                kernel.LetReference(matrix, new Memory(chain.Matrix, start));
            }

            if (ReadsAgain)
            {
                kernel.Add(new Statement.LetReference(chain.Name("again"), chain.Operand, IsVolatile: true));
            }

            return chain with { Matrix = matrix };
        })];
    }

    /// <summary>Columns from first up to end, counted from k on, for some vectors; the matrix references stand at column <paramref name="at"/>.</summary>
    private void BuildColumns(IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<int> vectors, int first, int end, Whole k, int at)
    {
        for (int turn = first; turn < end; turn += Turn)
        {
            foreach (var chain in chains)
            {
                for (int column = turn; column < Math.Min(turn + Turn, end); column++)
                {
                    kernel.Add(new Statement.AddColumn(
                        NumberOf(chain, k, column),
                        new Memory(chain.Matrix, (column - at) * place.Panel.Width),
                        [.. vectors.Select(v => (place.Group.VectorLanes[v], new Value.Local(width, chain.Sum(place.Name(v), column % plan.Partials))))]));
                }
            }
        }
    }

    /// <summary>One number of the operand in every lane.</summary>
    private Value NumberOf(ProductChain chain, Whole k, int column)
    {
        if (k is Whole.Number || !SpreadsFours)
        {
            return new Value.Spread(width, new Memory(ReadsAgain ? chain.Name("again") : chain.Operand, k + column), ReadsAgain);
        }

        string fours = chain.Name(Invariant($"x{column / 4}"));
        if (column % 4 == 0)
        {
            kernel.Let(fours, new Value.Fours(new Memory(chain.Operand, k + column)));
        }

        return new Value.OfFours(new Value.Local(width, fours), column % 4);
    }

    /// <summary>Where the group's first column begins in the matrix.</summary>
    private Whole StartOf(GroupPlace place)
    {
        var panel = place.Panel.Count > 1 ? (Whole)"panel" * (place.Panel.Width * plan.Columns) : 0;
        return panel + place.InPanel + (place.Panel.Count == 1 ? place.Panel.First * plan.Layout.PanelLanes * plan.Columns : 0);
    }
}

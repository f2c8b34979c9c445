using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Generator.Planning.Schedules;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The product of a packed matrix with one vector, group by group; calls back for what is done with the sums of each group
/// while they are in registers. Several products of one shape take turns, a few columns at a time. No <see cref="TileLowering"/>: there
/// is one row, so nothing of a column is loaded once for others, and what a group has at once is chosen for the equations behind it.
/// </summary>
/// <param name="gates">The numbers of gates of the rows that the callbacks read and write, besides the matrix's own.</param>
internal sealed class ProductLowering(KernelBuilder kernel, ProductPlan plan, int width, params int[] gates)
{
    /// <summary>The number of columns after which it is the next product's turn.</summary>
    private const int Turn = 4;

    private readonly ColumnSchedule _schedule = plan.Schedule;

    /// <summary>The product with the input that is summed beside this one, where it has several panels.</summary>
    public RowProduct? Input { get; init; }

    /// <summary>The variable that holds the first numbers of the operand, where there is one.</summary>
    public string? Held { get; init; }

    /// <param name="chains">The products, of which there may be one.</param>
    /// <param name="isEarly">
    /// Whether the sums of a vector at a lane are wanted first: where all columns are written out, they are completed
    /// before the others are begun, so that what follows them overlaps with the rest of the product.
    /// </param>
    /// <param name="use">Called with each group, whose sums are a0, a1, … of each product.</param>
    public void Build(IReadOnlyList<ProductChain> chains, Func<Whole, bool> isEarly, Action<GroupPlace> use)
    {
        if (_schedule.Operand == OperandLoad.Again)
        {
            kernel.Comment("Volatile: read again for each sum. Held for the next, the broadcasts would push the sums out of registers.");
        }

        var loops = new GroupLoops(kernel, plan.Layout, gates) { Alternates = plan.Alternates, Input = Input };
        if (plan.Overlaps)
        {
            BuildOverlapping(loops, chains, isEarly, use);
            return;
        }

        loops.Build(plan.Panels, place => kernel.Block(() =>
        {
            if (_schedule.IsLoop && plan.PassesOf(place.Group) is { Count: > 1 } passes)
            {
                BuildPasses(chains, place, passes);
            }
            else
            {
                BuildStart(chains, place, AllOf(place));
                BuildGroup(chains, place, isEarly);
            }

            kernel.Pause();
            use(place);
        }));
    }

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
            kernel.Block(() => BuildGroup(chains, place, isEarly));
            kernel.Pause();
        });
        places.ForEach(use);
    });

    private void BuildStart(IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<int> vectors) => Accumulator.Start(
        kernel,
        _schedule.Partials,
        from chain in chains from v in vectors select (Sum(chain, place, v), chain.Initial(place.LaneOf(v))));

    /// <summary>The sums of a group in several loops over the columns.</summary>
    private void BuildPasses(IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<IReadOnlyList<int>> passes)
    {
        foreach (var pass in passes)
        {
            BuildStart(chains, place, pass);
            kernel.Block(() => BuildSums(BuildReferences(chains, place), place, pass));
        }
    }

    /// <summary>The sums of a group at once, or those first that are wanted first.</summary>
    private void BuildGroup(IReadOnlyList<ProductChain> chains, GroupPlace place, Func<Whole, bool> isEarly)
    {
        Func<int, bool> isFirst = plan.HasPasses ? v => isEarly(place.LaneOf(v)) : _ => true;
        var products = BuildReferences(chains, place);
        foreach (var pass in AllOf(place).GroupBy(isFirst).OrderByDescending(each => each.Key))
        {
            BuildSums(products, place, [.. pass]);
        }
    }

    private void BuildSums(IReadOnlyList<ProductChain> products, GroupPlace place, IReadOnlyList<int> vectors)
    {
        new ColumnLoop(kernel, _schedule) { Moving = [.. products.Select(product => (product.Matrix, (Whole)place.Panel.Width))] }
            .Build(columns => BuildColumns(products, place, vectors, columns));
        foreach (int v in vectors)
        {
            foreach (var product in products)
            {
                Sum(product, place, v).Finish(kernel, _schedule.Partials);
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
            if (_schedule.IsLoop || !new Memory(matrix, start).IsStart)
            {
                matrix = chain.Name("w");
                kernel.LetReference(matrix, new Memory(chain.Matrix, start));
            }

            if (_schedule.Operand == OperandLoad.Again)
            {
                kernel.Add(new Statement.LetReference(chain.Name("again"), chain.Operand, IsVolatile: true));
            }

            return chain with { Matrix = matrix };
        })];
    }

    private void BuildColumns(IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<int> vectors, IReadOnlyList<Column> columns)
    {
        for (int turn = 0; turn < columns.Count; turn += Turn)
        {
            foreach (var chain in chains)
            {
                List<Statement.AddColumn> added = [.. columns.Skip(turn).Take(Turn).Select(column => new Statement.AddColumn(
                    NumberOf(chain, column),
                    new Memory(chain.Matrix, column.Distance * place.Panel.Width),
                    [.. vectors.Select(v => (place.Group.VectorLanes[v], Sum(chain, place, v)[column.Partial]))]))];
                if (added.Count == 4 && added[0].Number is Value.Spread first && AreEquallyFar(added[0].Sums))
                {
                    kernel.Add(new Statement.AddFour(first, added[0].Weights, place.Panel.Width, [.. added.Select(column => column.Sums)]));
                }
                else
                {
                    added.ForEach(kernel.Add);
                }
            }
        }
    }

    /// <summary>Whether these are the sums of a column of <see cref="Statement.AddFour"/>.</summary>
    private static bool AreEquallyFar(IReadOnlyList<(int Lane, Value.Local Sum)> sums)
    {
        List<int> lanes = [.. sums.Select(sum => sum.Lane).OrderBy(lane => lane)];
        return lanes.Count <= 2 || (lanes.Count == 3 && lanes[1] - lanes[0] == lanes[2] - lanes[1]);
    }

    /// <summary>One number of the operand in every lane.</summary>
    private Value NumberOf(ProductChain chain, Column column)
    {
        if (Held is not null && column.Element is Whole.Number { Value: < HeldState.Columns } number)
        {
            return new Value.SpreadNumber(width, new Value.Lane(new Value.Local(width, Held), number.Value));
        }

        bool again = _schedule.Operand == OperandLoad.Again;
        if (_schedule.Operand != OperandLoad.Fours || !column.InLoop)
        {
            return new Value.Spread(width, new Memory(again ? chain.Name("again") : chain.Operand, column.Element), again);
        }

        string fours = chain.Name(Invariant($"x{column.Distance / 4}"));
        if (column.Distance % 4 == 0)
        {
            kernel.Let(fours, new Value.Fours(new Memory(chain.Operand, column.Element)));
        }

        return new Value.OfFours(new Value.Local(width, fours), column.Distance % 4);
    }

    private Accumulator Sum(ProductChain chain, GroupPlace place, int vector) => chain.Sum(width, place.Name(vector));

    /// <summary>Where the group's first column begins in the matrix.</summary>
    private Whole StartOf(GroupPlace place)
    {
        var panel = place.Panel.Count > 1 ? (Whole)"panel" * (place.Panel.Width * plan.Columns) : 0;
        return panel + place.InPanel + (place.Panel.Count == 1 ? place.Panel.First * plan.Layout.PanelLanes * plan.Columns : 0);
    }
}

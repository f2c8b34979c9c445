using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the product of a packed matrix with one vector, group by group, and calls back for what is done with the sums of
/// each group while they are in registers. Several products of one shape take turns, column by column.
/// </summary>
/// <param name="gates">The numbers of gates of the rows that the callbacks read and write, besides the matrix's own.</param>
internal sealed class ProductEmitter(CodeWriter writer, ProductPlan plan, VectorText text, params int[] gates)
{
    private readonly ColumnText _columns = new(text);

    /// <param name="chains">The products, of which there may be one.</param>
    /// <param name="isEarly">
    /// Whether the sums of a vector at a lane are wanted first: where all columns are written out, they are completed
    /// before the others are begun, so that what follows them overlaps with the rest of the product.
    /// </param>
    /// <param name="use">Called with each group, whose sums are a0, a1, … of each product.</param>
    public void Emit(IReadOnlyList<ProductChain> chains, Func<Offset, bool> isEarly, Action<GroupPlace> use)
    {
        if (ReadsAgain)
        {
            writer.Raw("// Volatile: read again for each sum. Held for the next, the broadcasts would push the sums out of registers.");
        }

        var loops = new GroupLoops(writer, plan.Layout, gates) { Alternates = plan.Alternates };
        if (plan.Overlaps)
        {
            EmitOverlapping(loops, chains, isEarly, use);
            return;
        }

        loops.Emit(plan.Panels, place =>
        {
            writer.Open();
            if (IsLoop)
            {
                EmitLooped(chains, place);
            }
            else
            {
                EmitStart(chains, place, AllOf(place));
                EmitStraight(chains, place, isEarly);
            }

            writer.Line();
            use(place);
            writer.Close();
        });
    }

    private bool IsLoop => plan.ColumnUnroll > 0 && plan.UsedColumns > plan.ColumnUnroll;

    private static IReadOnlyList<int> AllOf(GroupPlace place) => [.. Enumerable.Range(0, place.Group.VectorLanes.Count)];

    /// <summary>All sums, then what is done with those of each group.</summary>
    private void EmitOverlapping(GroupLoops loops, IReadOnlyList<ProductChain> chains, Func<Offset, bool> isEarly, Action<GroupPlace> use)
    {
        writer.Open();
        var places = new List<GroupPlace>();
        loops.Emit(plan.Panels, group =>
        {
            var place = group with { FirstSum = places.Sum(each => each.Group.VectorLanes.Count) };
            places.Add(place);
            EmitStart(chains, place, AllOf(place));
            writer.Open();
            EmitStraight(chains, place, isEarly);
            writer.Close();
            writer.Line();
        });
        places.ForEach(use);
        writer.Close();
    }

    private void EmitStart(IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<int> vectors)
    {
        foreach (var chain in chains)
        {
            foreach (int v in vectors)
            {
                writer.Raw($"var {chain.Sum(place.Name(v))} = {chain.Initial(place.Lane + place.Group.VectorLanes[v])};");
                for (int p = 1; p < plan.Partials; p++)
                {
                    writer.Raw($"var {chain.Sum(place.Name(v), p)} = {text.Zero};");
                }
            }
        }
    }

    /// <summary>The sums of a group in loops over the columns, one for each pass.</summary>
    private void EmitLooped(IReadOnlyList<ProductChain> chains, GroupPlace place)
    {
        var passes = plan.PassesOf(place.Group);
        foreach (var pass in passes)
        {
            EmitStart(chains, place, pass);
            if (passes.Count > 1)
            {
                writer.Open();
            }

            var products = EmitReferences(chains, place, [pass]);
            int width = place.Panel.Width;
            int done = plan.UsedColumns / plan.ColumnUnroll * plan.ColumnUnroll;
            writer.Open($"for (nuint k = 0; k < {done}; k += {plan.ColumnUnroll})");

            // In the order of memory, which the processor foresees best.
            List<int> ordered = [.. pass.OrderBy(v => place.Group.VectorLanes[v])];
            EmitColumns(products, place, ordered, width, 0, plan.ColumnUnroll, "k", 0);
            foreach (string w in products.Select(product => product.Matrix))
            {
                writer.Line($"{w} = ref Unsafe.Add(ref {w}, {plan.ColumnUnroll * width});");
            }

            writer.Close();
            EmitColumns(products, place, pass, width, done, plan.UsedColumns, null, done);
            EmitTrees(products, place, pass);
            if (passes.Count > 1)
            {
                writer.Close();
            }
        }
    }

    /// <summary>The sums of a group, all columns written out.</summary>
    private void EmitStraight(IReadOnlyList<ProductChain> chains, GroupPlace place, Func<Offset, bool> isEarly)
    {
        Func<int, bool> isFirst = plan.HasPasses ? v => isEarly(place.Lane + place.Group.VectorLanes[v]) : _ => true;
        List<IReadOnlyList<int>> passes = [.. AllOf(place).GroupBy(isFirst).OrderByDescending(each => each.Key).Select(each => (IReadOnlyList<int>)[.. each])];
        var products = EmitReferences(chains, place, passes);
        foreach (var pass in passes)
        {
            EmitColumns(products, place, pass, place.Panel.Width, 0, plan.UsedColumns, null, 0);
            EmitTrees(products, place, pass);
        }
    }

    private void EmitTrees(IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<int> vectors)
    {
        foreach (int v in plan.Partials > 1 ? vectors : [])
        {
            foreach (var chain in chains)
            {
                writer.Raw(PartialSumText.Tree(plan.Partials, p => chain.Sum(place.Name(v), p)));
            }
        }
    }

    /// <summary>Declares what the columns of a group need; returns the products with the references that they are counted from.</summary>
    private List<ProductChain> EmitReferences(IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<IReadOnlyList<int>> passes) => [.. chains.Select(chain =>
    {
        string start = StartOf(place);
        string matrix = chain.Matrix;
        if (start.Length > 0 || IsLoop)
        {
            matrix = chain.Name("w");
            writer.Line($"ref float {matrix} = ref {(start.Length > 0 ? $"Unsafe.Add(ref {chain.Matrix}, {start})" : chain.Matrix)};");
        }

        if (ReadsAgain)
        {
            writer.Line($"ref VolatileSingle {chain.Name("again")} = ref Unsafe.As<float, VolatileSingle>(ref {chain.Operand});");
        }

        if ((IsLoop && SpreadsFours) || passes.Any(pass => ColumnText.NeedsVariable(pass.Select(v => place.Group.VectorLanes[v]))))
        {
            writer.Line($"{text.Type} {chain.Name("x")};");
        }

        return chain with { Matrix = matrix };
    })];

    /// <summary>Columns from first up to end, for some vectors; the matrix references stand at column <paramref name="at"/>.</summary>
    private void EmitColumns(
        IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<int> vectors, int width, int first, int end, string? variable, int at)
    {
        for (int k = first; k < end; k++)
        {
            foreach (var chain in chains)
            {
                var column = new Offset(variable, k);
                var operand = new ColumnOperand(ReadsAgain ? chain.Name("again") : chain.Operand, column)
                {
                    IsAgain = ReadsAgain,
                    Spread = Spread(chain, column),
                    Variable = chain.Name("x"),
                };
                List<(int, string)> sums = [.. vectors.Select(v => (place.Group.VectorLanes[v], chain.Sum(place.Name(v), k % plan.Partials)))];
                writer.Lines(_columns.Add(operand, chain.Matrix, (k - at) * width, sums));
            }
        }
    }

    /// <summary>One number of the operand in every lane, where it is one of four that are loaded at once; else null.</summary>
    private string? Spread(ProductChain chain, Offset column)
    {
        if (column.Variable is null || !SpreadsFours)
        {
            return null;
        }

        string fours = chain.Name(Invariant($"x{column.Constant / 4}"));
        if (column.Constant % 4 == 0)
        {
            writer.Line($"var {fours} = {text.Fours(chain.Operand, column)};");
        }

        return VectorText.Spread(fours, column.Constant % 4);
    }

    /// <summary>
    /// Whether four numbers of the operand are loaded at once and spread by shuffles. A loop with AVX2 waits for loads, two
    /// a cycle, one for each multiply-add and one for each broadcast; the shuffles are free beside them.
    /// </summary>
    private bool SpreadsFours => text.Width == 8 && plan.ColumnUnroll % 4 == 0;

    /// <summary>
    /// Whether the operand must be read again for each group and pass: where all columns are written out, the JIT would hold
    /// each broadcast for the next, and push out the sums. Not at Arm64's width: there a volatile read makes the loads
    /// after it wait.
    /// </summary>
    private bool ReadsAgain => plan.IsStraight && text.Width >= VectorProfile.Vector256.Lanes;

    /// <summary>The C# of where the group's first column begins in the matrix; empty for its beginning.</summary>
    private string StartOf(GroupPlace place) => string.Join(" + ", new[]
    {
        place.Panel.Count > 1 ? Invariant($"(panel * {place.Panel.Width * plan.Columns})") : "",
        place.InPanel,
        place.Panel is { Count: 1, First: > 0 } ? Invariant($"{place.Panel.First * plan.Layout.PanelLanes * plan.Columns}") : "",
    }.Where(term => term.Length > 0));
}

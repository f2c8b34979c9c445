using CellGen.Generator.Planning;
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
            EmitStart(chains, place);
            EmitSums(chains, place, isEarly);
            writer.Line();
            use(place);
            writer.Close();
        });
    }

    /// <summary>All sums, then what is done with those of each group.</summary>
    private void EmitOverlapping(GroupLoops loops, IReadOnlyList<ProductChain> chains, Func<Offset, bool> isEarly, Action<GroupPlace> use)
    {
        writer.Open();
        var places = new List<GroupPlace>();
        loops.Emit(plan.Panels, group =>
        {
            var place = group with { FirstSum = places.Sum(each => each.Group.VectorLanes.Count) };
            places.Add(place);
            EmitStart(chains, place);
            writer.Open();
            EmitSums(chains, place, isEarly);
            writer.Close();
            writer.Line();
        });
        places.ForEach(use);
        writer.Close();
    }

    private void EmitStart(IReadOnlyList<ProductChain> chains, GroupPlace place)
    {
        foreach (var chain in chains)
        {
            for (int v = 0; v < place.Group.VectorLanes.Count; v++)
            {
                writer.Raw($"var {chain.Sum(place.Name(v))} = {chain.Initial(place.Lane + place.Group.VectorLanes[v])};");
                for (int p = 1; p < plan.Partials; p++)
                {
                    writer.Raw($"var {chain.Sum(place.Name(v), p)} = {text.Zero};");
                }
            }
        }
    }

    private void EmitSums(IReadOnlyList<ProductChain> chains, GroupPlace place, Func<Offset, bool> isEarly)
    {
        var group = place.Group;
        int width = place.Panel.Width;
        bool loop = plan.ColumnUnroll > 0 && plan.UsedColumns > plan.ColumnUnroll;
        chains = [.. chains.Select(chain => EmitReferences(chain, place, loop))];
        List<int> all = [.. Enumerable.Range(0, group.VectorLanes.Count)];
        int done = 0;
        if (loop)
        {
            done = plan.UsedColumns / plan.ColumnUnroll * plan.ColumnUnroll;
            writer.Open($"for (nuint k = 0; k < {done}; k += {plan.ColumnUnroll})");

            // In the order of memory, which the processor foresees best.
            EmitColumns(chains, place, [.. all.OrderBy(v => group.VectorLanes[v])], width, 0, plan.ColumnUnroll, "k", 0);
            foreach (string w in chains.Select(chain => chain.Matrix))
            {
                writer.Line($"{w} = ref Unsafe.Add(ref {w}, {plan.ColumnUnroll * width});");
            }

            writer.Close();
        }

        var passes = plan.HasPasses
            ? all.GroupBy(v => isEarly(place.Lane + group.VectorLanes[v])).OrderByDescending(pass => pass.Key).Select(pass => pass.ToList())
            : [all];
        foreach (var pass in passes)
        {
            EmitColumns(chains, place, pass, width, done, plan.UsedColumns, null, done);
            foreach (int v in plan.Partials > 1 ? pass : [])
            {
                foreach (var chain in chains)
                {
                    writer.Raw(PartialSumText.Tree(plan.Partials, p => chain.Sum(place.Name(v), p)));
                }
            }
        }
    }

    /// <summary>Declares what the columns of a group need; returns the product with the reference that they are counted from.</summary>
    private ProductChain EmitReferences(ProductChain chain, GroupPlace place, bool loop)
    {
        string start = StartOf(place);
        string matrix = chain.Matrix;
        if (start.Length > 0 || loop)
        {
            matrix = chain.Name("w");
            writer.Line($"ref float {matrix} = ref {(start.Length > 0 ? $"Unsafe.Add(ref {chain.Matrix}, {start})" : chain.Matrix)};");
        }

        if (ReadsAgain)
        {
            writer.Line($"ref VolatileSingle {chain.Name("again")} = ref Unsafe.As<float, VolatileSingle>(ref {chain.Operand});");
        }

        writer.Line($"{text.Type} {chain.Name("x")};");
        return chain with { Matrix = matrix };
    }

    /// <summary>Columns from first up to end, for some vectors; the matrix references stand at column <paramref name="at"/>.</summary>
    private void EmitColumns(
        IReadOnlyList<ProductChain> chains, GroupPlace place, IReadOnlyList<int> vectors, int width, int first, int end, string? variable, int at)
    {
        for (int k = first; k < end; k++)
        {
            foreach (var chain in chains)
            {
                EmitOperand(chain, new Offset(variable, k));
                foreach (int v in vectors)
                {
                    string sum = chain.Sum(place.Name(v), k % plan.Partials);
                    string weights = text.Load(chain.Matrix, ((k - at) * width) + place.Group.VectorLanes[v]);
                    writer.Raw($"{sum} = {text.MultiplyAdd(chain.Name("x"), weights, sum)};");
                }
            }
        }
    }

    /// <summary>One number of the operand in every lane.</summary>
    private void EmitOperand(ProductChain chain, Offset column)
    {
        if (column.Variable is null || !SpreadsFours)
        {
            string element = ReadsAgain ? VectorText.Element(chain.Name("again"), column) + ".Value" : VectorText.Element(chain.Operand, column);
            writer.Line($"{chain.Name("x")} = {text.Broadcast(element)};");
            return;
        }

        string fours = chain.Name(Invariant($"x{column.Constant / 4}"));
        if (column.Constant % 4 == 0)
        {
            writer.Line($"var {fours} = {text.Fours(chain.Operand, column)};");
        }

        writer.Line($"{chain.Name("x")} = {VectorText.Spread(fours, column.Constant % 4)};");
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

using CellGen.Generator.Planning;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the product of a packed matrix with one vector, group by group, and calls back for what is done with the sums of
/// each group while they are in registers.
/// </summary>
/// <param name="gates">The numbers of gates of the rows that the callbacks read and write, besides the matrix's own.</param>
internal sealed class ProductEmitter(CodeWriter writer, ProductPlan plan, VectorText text, params int[] gates)
{
    /// <param name="matrix">The reference to the packed matrix.</param>
    /// <param name="operand">The reference to the vector.</param>
    /// <param name="initial">What the sums of a vector at a lane start from.</param>
    /// <param name="isEarly">
    /// Whether the sums of a vector at a lane are wanted first: where all columns are written out, they are completed
    /// before the others are begun, so that what follows them overlaps with the rest of the product.
    /// </param>
    /// <param name="use">Called with each group, whose sums are a0, a1, …</param>
    public void Emit(
        string matrix, string operand, Func<Offset, string> initial, Func<Offset, bool> isEarly, Action<GroupPlace> use)
    {
        if (ReadsAgain)
        {
            writer.Raw("// Volatile: read again for each sum. Held for the next, the broadcasts would push the sums out of 16 registers.");
        }

        var loops = new GroupLoops(writer, plan.Layout, gates) { Alternates = plan.Alternates };
        if (plan.Overlaps)
        {
            writer.Open();
            var places = new List<GroupPlace>();
            loops.Emit(plan.Panels, place =>
            {
                places.Add(place with { FirstSum = places.Sum(each => each.Group.VectorLanes.Count) });
                EmitStart(places.Last(), initial);
                writer.Open();
                EmitSums(matrix, operand, places.Last(), isEarly);
                writer.Close();
                writer.Line();
            });
            places.ForEach(use);
            writer.Close();
            return;
        }

        loops.Emit(plan.Panels, place =>
        {
            writer.Open();
            EmitStart(place, initial);
            EmitSums(matrix, operand, place, isEarly);
            writer.Line();
            use(place);
            writer.Close();
        });
    }

    private void EmitStart(GroupPlace place, Func<Offset, string> initial)
    {
        for (int v = 0; v < place.Group.VectorLanes.Count; v++)
        {
            writer.Line($"var {place.Sum(v)} = {initial(place.Lane + place.Group.VectorLanes[v])};");
            for (int p = 1; p < plan.Partials; p++)
            {
                writer.Raw($"var {place.Sum(v, p)} = {text.Zero};");
            }
        }
    }

    private void EmitSums(string matrix, string operand, GroupPlace place, Func<Offset, bool> isEarly)
    {
        var group = place.Group;
        int width = place.Panel.Width;
        string start = StartOf(place);
        string column = matrix;
        bool loop = plan.ColumnUnroll > 0 && plan.Columns > plan.ColumnUnroll;
        if (start.Length > 0 || loop)
        {
            column = "w";
            writer.Line($"ref float w = ref {(start.Length > 0 ? $"Unsafe.Add(ref {matrix}, {start})" : matrix)};");
        }

        if (ReadsAgain)
        {
            writer.Line($"ref VolatileSingle again = ref Unsafe.As<float, VolatileSingle>(ref {operand});");
        }

        writer.Line($"{text.Type} x;");
        List<int> all = [.. Enumerable.Range(0, group.VectorLanes.Count)];
        int done = 0;
        if (loop)
        {
            done = plan.Columns / plan.ColumnUnroll * plan.ColumnUnroll;
            writer.Open($"for (nuint k = 0; k < {done}; k += {plan.ColumnUnroll})");

            // In the order of memory, which the processor foresees best.
            EmitColumns(column, operand, place, [.. all.OrderBy(v => group.VectorLanes[v])], width, 0, plan.ColumnUnroll, "k", 0);
            writer.Line($"w = ref Unsafe.Add(ref w, {plan.ColumnUnroll * width});");
            writer.Close();
        }

        var passes = plan.HasPasses
            ? all.GroupBy(v => isEarly(place.Lane + group.VectorLanes[v])).OrderByDescending(pass => pass.Key).Select(pass => pass.ToList())
            : [all];
        foreach (var pass in passes)
        {
            EmitColumns(column, operand, place, pass, width, done, plan.Columns, null, done);
            foreach (int v in plan.Partials > 1 ? pass : [])
            {
                writer.Raw(PartialSumText.Tree(plan.Partials, place.Name(v)));
            }
        }
    }

    /// <summary>Columns from first up to end, for some vectors; the matrix reference stands at column <paramref name="at"/>.</summary>
    private void EmitColumns(
        string matrix, string operand, GroupPlace place, IReadOnlyList<int> vectors, int width, int first, int end, string? variable, int at)
    {
        for (int k = first; k < end; k++)
        {
            EmitOperand(operand, new Offset(variable, k));
            foreach (int v in vectors)
            {
                string sum = place.Sum(v, k % plan.Partials);
                string weights = text.Load(matrix, ((k - at) * width) + place.Group.VectorLanes[v]);
                writer.Raw($"{sum} = {text.MultiplyAdd("x", weights, sum)};");
            }
        }
    }

    /// <summary>One number of the operand in every lane.</summary>
    private void EmitOperand(string operand, Offset column)
    {
        if (column.Variable is null || !SpreadsFours)
        {
            writer.Line($"x = {text.Broadcast(ReadsAgain ? VectorText.Element("again", column) + ".Value" : VectorText.Element(operand, column))};");
            return;
        }

        string fours = Invariant($"x{column.Constant / 4}");
        if (column.Constant % 4 == 0)
        {
            writer.Line($"var {fours} = {text.Fours(operand, column)};");
        }

        writer.Line($"x = {VectorText.Spread(fours, column.Constant % 4)};");
    }

    /// <summary>
    /// Whether four numbers of the operand are loaded at once and spread by shuffles. A loop with AVX2 waits for loads, two
    /// a cycle, one for each multiply-add and one for each broadcast; the shuffles are free beside them.
    /// </summary>
    private bool SpreadsFours => text.Width == 8 && plan.ColumnUnroll % 4 == 0;

    /// <summary>
    /// Whether the operand must be read again for each group: where all columns are written out, the JIT would hold each
    /// broadcast for the next group, and with sixteen registers push out the sums.
    /// </summary>
    private bool ReadsAgain => plan.IsStraight && text.Width is > 1 and < LaneLayout.Block;

    /// <summary>The C# of where the group's first column begins in the matrix; empty for its beginning.</summary>
    private string StartOf(GroupPlace place) => string.Join(" + ", new[]
    {
        place.Panel.Count > 1 ? Invariant($"(panel * {place.Panel.Width * plan.Columns})") : "",
        place.InPanel,
        place.Panel is { Count: 1, First: > 0 } ? Invariant($"{place.Panel.First * plan.Layout.PanelLanes * plan.Columns}") : "",
    }.Where(term => term.Length > 0));
}

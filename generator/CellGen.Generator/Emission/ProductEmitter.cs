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
    /// <param name="use">
    /// Called with each group, the first unit of its panel, and whether it is in a loop, so that lanes of rows of g gates
    /// are counted from <see cref="LaneVariables.Name"/>(g).
    /// </param>
    public void Emit(
        string matrix, string operand, Func<Offset, string> initial, Func<Offset, bool> isEarly, Action<ProductGroup, int, bool> use)
    {
        if (ReadsAgain)
        {
            writer.Raw("// Volatile: read again for each sum. Held for the next, the broadcasts would push the sums out of 16 registers.");
        }

        foreach (var panel in plan.Panels)
        {
            var layout = plan.Layout;
            bool loop = panel.Count > 1;
            if (loop)
            {
                EmitPanelLoop(panel.Count);
            }

            foreach (var run in panel.Runs)
            {
                EmitRun(panel, run);
            }

            if (loop)
            {
                writer.Close();
            }

            void EmitRun(PanelRun panel, BlockRun run)
            {
                bool blocks = run.Count > 1;
                bool parts = run.Parts > 1;
                if (blocks)
                {
                    writer.Open($"for (nuint block = 0; block < {run.Count}; block++)");
                }

                if (parts)
                {
                    writer.Open($"for (nuint part = 0; part < {run.Parts}; part++)");
                }

                bool looped = loop || blocks || parts;
                string? part = parts ? Invariant($"(part * {run.PartUnits})") : null;
                if (looped)
                {
                    (string, int)?[] counters = [loop ? ("panel", layout.PanelUnits) : null, blocks ? ("block", run.Units) : null];
                    LaneVariables.Declare(
                        writer, gates.Append(layout.Gates), part, [.. counters.OfType<(string, int)>()]);
                }

                int origin = loop ? 0 : panel.First * layout.PanelUnits;
                var lane = new Offset(looped ? LaneVariables.Name(layout.Gates) : null, origin * layout.Gates);
                string start = Sum(
                    loop ? Invariant($"(panel * {panel.Width * plan.Columns})") : null,
                    blocks ? Invariant($"(block * {run.Units * layout.Gates})") : null,
                    part,
                    !loop && panel.First > 0 ? Invariant($"{panel.First * layout.PanelLanes * plan.Columns}") : null);
                foreach (var group in run.Groups)
                {
                    EmitGroup(
                        matrix, start, operand, group, panel.Width, v => initial(lane + v), v => isEarly(lane + v), () => use(group, origin, looped));
                }

                if (parts)
                {
                    writer.Close();
                }

                if (blocks)
                {
                    writer.Close();
                }
            }
        }
    }

    private void EmitPanelLoop(int count)
    {
        if (!plan.Alternates)
        {
            writer.Open($"for (nuint panel = 0; panel < {count}; panel++)");
            return;
        }

        writer.Raw("// In reverse on every other step: what was read last is still in a cache.");
        writer.Open($"for (nuint visit = 0; visit < {count}; visit++)");
        writer.Line($"nuint panel = odd ? {count - 1} - visit : visit;");
    }

    private void EmitGroup(
        string matrix, string start, string operand, ProductGroup group, int width, Func<int, string> initial, Func<int, bool> isEarly, Action use)
    {
        writer.Open();
        for (int v = 0; v < group.VectorLanes.Count; v++)
        {
            writer.Line($"var a{v} = {initial(group.VectorLanes[v])};");
            for (int p = 1; p < plan.Partials; p++)
            {
                writer.Raw($"var {PartialSumText.Name(p, Invariant($"{v}"))} = {text.Zero};");
            }
        }

        string column = matrix;
        bool loop = plan.ColumnUnroll > 0 && plan.Columns > plan.ColumnUnroll;
        if (start.Length > 0 || loop)
        {
            column = "w";
            writer.Line($"ref float w = ref {(start.Length > 0 ? $"Unsafe.Add(ref {matrix}, {start})" : matrix)};");
        }

        writer.Line($"{text.Type} x;");
        List<int> all = [.. Enumerable.Range(0, group.VectorLanes.Count)];
        int done = 0;
        if (loop)
        {
            done = plan.Columns / plan.ColumnUnroll * plan.ColumnUnroll;
            writer.Open($"for (nuint k = 0; k < {done}; k += {plan.ColumnUnroll})");
            EmitColumns(column, operand, group, all, width, 0, plan.ColumnUnroll, "k", 0);
            writer.Line($"w = ref Unsafe.Add(ref w, {plan.ColumnUnroll * width});");
            writer.Close();
        }

        var passes = plan.HasPasses
            ? all.GroupBy(v => isEarly(group.VectorLanes[v])).OrderByDescending(pass => pass.Key).Select(pass => pass.ToList())
            : [all];
        foreach (var pass in passes)
        {
            EmitColumns(column, operand, group, pass, width, done, plan.Columns, null, done);
            foreach (int v in plan.Partials > 1 ? pass : [])
            {
                writer.Raw(PartialSumText.Tree(plan.Partials, Invariant($"{v}")));
            }
        }

        writer.Line();
        use();
        writer.Close();
    }

    /// <summary>Columns from first up to end, for some vectors; the matrix reference stands at column <paramref name="at"/>.</summary>
    private void EmitColumns(
        string matrix, string operand, ProductGroup group, IReadOnlyList<int> vectors, int width, int first, int end, string? variable, int at)
    {
        for (int k = first; k < end; k++)
        {
            writer.Line($"x = {text.Broadcast(Read(VectorText.Element(operand, new Offset(variable, k))))};");
            foreach (int v in vectors)
            {
                string sum = PartialSumText.Name(k % plan.Partials, Invariant($"{v}"));
                string weights = text.Load(matrix, ((k - at) * width) + group.VectorLanes[v]);
                writer.Raw($"{sum} = {text.MultiplyAdd("x", weights, sum)};");
            }
        }
    }

    /// <summary>
    /// Whether the operand must be read again for each group: where all columns are written out, the JIT would hold each
    /// broadcast for the next group, and with sixteen registers push out the sums.
    /// </summary>
    private bool ReadsAgain => plan.IsStraight && text.Width is > 1 and < LaneLayout.Block;

    private string Read(string element) => ReadsAgain ? $"Volatile.Read(ref {element})" : element;

    private static string Sum(params string?[] terms) => string.Join(" + ", terms.Where(term => term is not null));
}

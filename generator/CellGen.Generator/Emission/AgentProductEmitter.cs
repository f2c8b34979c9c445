using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the products of a tile: units × gates × vectors of agents, accumulated in registers. The sums of one product may go
/// on in the next.
/// </summary>
/// <param name="writer">Where to write.</param>
/// <param name="text">The operations.</param>
/// <param name="profile">The width.</param>
/// <param name="agents">The plan.</param>
/// <param name="tile">The units.</param>
/// <param name="gates">The number of gates.</param>
internal sealed class AgentProductEmitter(
    CodeWriter writer, VectorText text, VectorProfile profile, AgentPlan agents, AgentTile tile, int gates)
{
    private readonly HashSet<string> _declared = [];

    /// <param name="matrix">The reference to the packed matrix.</param>
    /// <param name="start">Where the units of the segment begin in it.</param>
    /// <param name="operand">The reference to the operand: a row of agents for each column.</param>
    /// <param name="columns">The number of columns; null where it is a variable, which takes one partial sum.</param>
    /// <param name="partials">The number of partial sums.</param>
    /// <param name="initial">What a sum starts from, of its gate, its unit and its name, which holds the product before.</param>
    public void Emit(string matrix, string start, string operand, int? columns, int partials, Func<int, int, string, string> initial)
    {
        // Where registers are too few for all partial sums, some of them are summed first, and wait in memory.
        int together = partials;
        while (together > 1 && together * gates * tile.Units * agents.Vectors > profile.Accumulators)
        {
            together /= 2;
        }

        string row = operand + "Weights";
        string column = operand + "Column";
        for (int first = 0; first < partials; first += together)
        {
            Assign("ref float ", row, start.Length == 0 ? $"ref Unsafe.Add(ref {matrix}, part)" : $"ref Unsafe.Add(ref {matrix}, {start} + (nint)part)");
            Assign("ref float ", column, $"ref {operand}");
            ForEach((gate, unit, vector) =>
            {
                for (int p = 0; p < together; p++)
                {
                    string sum = Sum(p, gate, unit, vector);
                    Assign("var ", sum, first + p == 0 ? initial(gate, unit, sum) : text.Zero);
                }
            });
            EmitColumns(row, column, columns, partials, first, together);
            ForEach((gate, unit, vector) =>
            {
                string sum = Sum(0, gate, unit, vector);
                string tree = together switch
                {
                    1 => sum,
                    2 => $"{sum} + {Sum(1, gate, unit, vector)}",
                    _ => $"({sum} + {Sum(1, gate, unit, vector)}) + ({Sum(2, gate, unit, vector)} + {Sum(3, gate, unit, vector)})",
                };
                if (WaitsAsThird(first))
                {
                    return;
                }

                if (WaitsAsThird(first - together))
                {
                    tree = $"{text.Load("partSums", Place(agents.ThirdSums(gate), unit, vector))} + {tree}";
                }

                if (first > 0)
                {
                    tree = $"{text.Load("partSums", Place(agents.Sums(gate), unit, vector))} + ({tree})";
                }

                if (tree != sum)
                {
                    writer.Raw($"{sum} = {tree};");
                }
            });
            if (first + together < partials)
            {
                Store(_ => true, WaitsAsThird(first) ? agents.ThirdSums : agents.Sums);
            }
        }

        // Of four sums one after the other, (a + b) + (c + d), c waits beside a + b.
        bool WaitsAsThird(int first) => together == 1 && first == 2;
    }

    /// <summary>Stores the sums of some gates.</summary>
    public void Store(Func<int, bool> stored, Func<int, int> place) => ForEach((gate, unit, vector) =>
    {
        if (stored(gate))
        {
            writer.Raw(text.Store(Sum(0, gate, unit, vector), "partSums", Place(place(gate), unit, vector)));
        }
    });

    private static string Sum(int partial, int gate, int unit, int vector) =>
        PartialSumText.Name(partial, Invariant($"{gate}_{unit}_{vector}"));

    private int Place(int row, int unit, int vector) => ((row + unit) * agents.Agents) + (vector * profile.Lanes);

    private void Assign(string type, string name, string value)
    {
        bool first = _declared.Add(name);
        if (value != name)
        {
            writer.Raw(first ? $"{type}{name} = {value};" : $"{name} = {value};");
        }
    }

    private void ForEach(Action<int, int, int> emit)
    {
        for (int gate = 0; gate < gates; gate++)
        {
            for (int unit = 0; unit < tile.Units; unit++)
            {
                for (int vector = 0; vector < agents.Vectors; vector++)
                {
                    emit(gate, unit, vector);
                }
            }
        }
    }

    /// <summary>Adds the columns of the partial sums from <paramref name="first"/> on, as many as are summed together.</summary>
    private void EmitColumns(string row, string column, int? columns, int partials, int first, int together)
    {
        // As many columns as there are partial sums, and two dozen multiply-adds, which hide the loop.
        int unroll = partials;
        while (columns is not null && unroll * gates * tile.Units * agents.Vectors < 24)
        {
            unroll *= 2;
        }

        int done = columns is { } count ? (count >= 2 * unroll ? count / unroll * unroll : 0) : int.MaxValue;
        bool IsOurs(int k) => k % partials >= first && k % partials < first + together;
        if (done > 0)
        {
            string end = columns is null ? "columns" : Invariant($"{done}");
            writer.Raw(Invariant($"for (nint k = 0; k < {end}; k{(unroll == 1 ? "++" : Invariant($" += {unroll}"))})"));
            writer.Open();
            foreach (int k in Enumerable.Range(0, unroll).Where(IsOurs))
            {
                EmitColumn(k);
            }

            writer.Line($"{row} = ref Unsafe.Add(ref {row}, {unroll * tile.Width});");
            writer.Line($"{column} = ref Unsafe.Add(ref {column}, {unroll * agents.Agents});");
            writer.Close();
        }

        foreach (int k in Enumerable.Range(0, columns is null ? 0 : columns.Value - done).Where(IsOurs))
        {
            EmitColumn(k);
        }

        void EmitColumn(int k)
        {
            writer.Open();
            for (int vector = 0; vector < agents.Vectors; vector++)
            {
                writer.Raw(Invariant($"var v{vector} = {text.Load(column, (k * agents.Agents) + (vector * profile.Lanes))};"));
            }

            var vectors = Enumerable.Range(0, agents.Vectors);
            for (int gate = 0; gate < gates; gate++)
            {
                for (int unit = 0; unit < tile.Units; unit++)
                {
                    writer.Lines(new ColumnText(text).AddScaled(
                        row, tile.Weight(gate, unit) + (k * tile.Width),
                        [.. vectors.Select(vector => Invariant($"v{vector}"))], [.. vectors.Select(vector => Sum((k % partials) - first, gate, unit, vector))]));
                }
            }

            writer.Close();
        }
    }
}

using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The products of a tile: units × gates × vectors of agents, accumulated in registers. The sums of one product may go on in
/// the next.
/// </summary>
/// <param name="kernel">Where to write.</param>
/// <param name="profile">The width.</param>
/// <param name="agents">The plan.</param>
/// <param name="tile">The units.</param>
/// <param name="gates">The number of gates.</param>
internal sealed class AgentProductLowering(KernelBuilder kernel, VectorProfile profile, AgentPlan agents, AgentTile tile, int gates)
{
    private readonly int _lanes = profile.Lanes;
    private readonly HashSet<string> _declared = [];

    /// <param name="weights">Where the units of the tile begin in the packed matrix.</param>
    /// <param name="operand">The reference to the operand: a row of agents for each column.</param>
    /// <param name="columns">The number of columns; null where it is a variable, which takes one partial sum.</param>
    /// <param name="partials">The number of partial sums.</param>
    /// <param name="initial">What a sum starts from, of its gate, its unit and the sum, which holds the product before.</param>
    public void Build(Memory weights, string operand, int? columns, int partials, Func<int, int, Value.Local, Value> initial)
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
            Refer(row, weights);
            Refer(column, operand);
            ForEachSum((gate, unit, vector) =>
            {
                for (int p = 0; p < together; p++)
                {
                    var sum = Sum(p, gate, unit, vector);
                    Assign(sum, first + p == 0 ? initial(gate, unit, sum) : new Value.Zero(_lanes));
                }
            });
            BuildColumns(row, column, columns, partials, first, together);
            if (!WaitsAsThird(first))
            {
                ForEachSum((gate, unit, vector) =>
                {
                    var tree = PartialSumNames.Tree([.. Enumerable.Range(0, together).Select(p => Sum(p, gate, unit, vector))]);
                    if (WaitsAsThird(first - together))
                    {
                        tree = Waiting(agents.ThirdSums(gate), unit, vector) + tree;
                    }

                    Assign(Sum(0, gate, unit, vector), first > 0 ? Waiting(agents.Sums(gate), unit, vector) + tree : tree);
                });
            }

            if (first + together < partials)
            {
                Store(_ => true, WaitsAsThird(first) ? agents.ThirdSums : agents.Sums);
            }
        }

        // Of four sums one after the other, (a + b) + (c + d), c waits beside a + b.
        bool WaitsAsThird(int first) => together == 1 && first == 2;
    }

    /// <summary>Stores the sums of some gates.</summary>
    public void Store(Func<int, bool> stored, Func<int, int> place) => ForEachSum((gate, unit, vector) =>
    {
        if (stored(gate))
        {
            kernel.Store(Place(place(gate), unit, vector), Sum(0, gate, unit, vector));
        }
    });

    private Value.Local Sum(int partial, int gate, int unit, int vector) =>
        new(_lanes, PartialSumNames.Of(partial, Invariant($"{gate}_{unit}_{vector}")));

    private Value Waiting(int row, int unit, int vector) => new Value.Load(_lanes, Place(row, unit, vector));

    private Memory Place(int row, int unit, int vector) => new("partSums", ((row + unit) * agents.Agents) + (vector * _lanes));

    /// <summary>A sum gets a value: it is declared with its first one.</summary>
    private void Assign(Value.Local sum, Value value)
    {
        bool isFirst = _declared.Add(sum.Name);
        if (value == sum)
        {
            return;
        }

        if (isFirst)
        {
            kernel.Let(sum.Name, value);
        }
        else
        {
            kernel.Set(sum.Name, value);
        }
    }

    /// <summary>The same of a reference.</summary>
    private void Refer(string name, Memory to)
    {
        if (_declared.Add(name))
        {
            kernel.LetReference(name, to);
        }
        else
        {
            kernel.Move(name, to);
        }
    }

    private void ForEachSum(Action<int, int, int> build)
    {
        for (int gate = 0; gate < gates; gate++)
        {
            for (int unit = 0; unit < tile.Units; unit++)
            {
                for (int vector = 0; vector < agents.Vectors; vector++)
                {
                    build(gate, unit, vector);
                }
            }
        }
    }

    /// <summary>Adds the columns of the partial sums from <paramref name="first"/> on, as many as are summed together.</summary>
    private void BuildColumns(string row, string column, int? columns, int partials, int first, int together)
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
            kernel.For(WholeType.NativeInt, "k", columns is null ? "columns" : done, unroll, () =>
            {
                foreach (int k in Enumerable.Range(0, unroll).Where(IsOurs))
                {
                    BuildColumn(k);
                }

                kernel.Advance(row, unroll * tile.Width);
                kernel.Advance(column, unroll * agents.Agents);
            });
        }

        foreach (int k in Enumerable.Range(0, columns is null ? 0 : columns.Value - done).Where(IsOurs))
        {
            BuildColumn(k);
        }

        void BuildColumn(int k) => kernel.Block(() =>
        {
            var vectors = Enumerable.Range(0, agents.Vectors);
            List<Value> operands = [.. vectors.Select(vector =>
                kernel.Let(Invariant($"v{vector}"), new Value.Load(_lanes, new Memory(column, (k * agents.Agents) + (vector * _lanes)))))];
            for (int gate = 0; gate < gates; gate++)
            {
                for (int unit = 0; unit < tile.Units; unit++)
                {
                    kernel.Add(new Statement.AddScaled(
                        new Memory(row, tile.Weight(gate, unit) + (k * tile.Width)),
                        [.. vectors.Select(vector => (operands[vector], Sum((k % partials) - first, gate, unit, vector)))]));
                }
            }
        });
    }
}

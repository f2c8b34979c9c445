using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Generator.Planning.Schedules;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The products of a tile: units × gates × vectors of agents, accumulated in registers. The sums of one product may go on in
/// the next.
/// </summary>
/// <param name="kernel">Where to write.</param>
/// <param name="lanes">The number of lanes of a vector.</param>
/// <param name="agents">The plan.</param>
/// <param name="tile">The units.</param>
/// <param name="gates">The number of gates.</param>
internal sealed class AgentProductLowering(KernelBuilder kernel, int lanes, AgentPlan agents, AgentTile tile, int gates)
{
    private readonly HashSet<string> _declared = [];

    /// <param name="schedule">How the columns are visited, and how many partial sums at a time.</param>
    /// <param name="weights">Where the units of the tile begin in the packed matrix.</param>
    /// <param name="operand">The reference to the operand: a row of agents for each column.</param>
    /// <param name="initial">What a sum starts from, of its gate, its unit and the sum, which holds the product before.</param>
    public void Build(ColumnSchedule schedule, Memory weights, string operand, Func<int, int, Value.Local, Value> initial)
    {
        int together = schedule.Together;
        string row = operand + "Weights";
        string column = operand + "Column";
        for (int first = 0; first < schedule.Partials; first += together)
        {
            int done = first;
            Refer(row, weights);
            Refer(column, operand);
            ForEachSum((gate, unit, vector) =>
            {
                var sum = Sum(gate, unit, vector);
                for (int p = 0; p < together; p++)
                {
                    Assign(sum[p], done + p == 0 ? initial(gate, unit, sum[0]) : new Value.Zero(lanes));
                }
            });
            new ColumnLoop(kernel, schedule) { Type = WholeType.NativeInt, Moving = [(row, tile.Width), (column, agents.Agents)] }.Build(columns =>
            {
                foreach (var each in columns.Where(each => each.Partial >= done && each.Partial < done + together))
                {
                    kernel.Block(() => BuildColumn(row, column, each.Distance, each.Partial - done));
                }
            });
            if (!WaitsAsThird(first))
            {
                ForEachSum((gate, unit, vector) =>
                {
                    var sum = Sum(gate, unit, vector);
                    var tree = sum.Tree(together);
                    if (WaitsAsThird(done - together))
                    {
                        tree = Waiting(agents.ThirdSums(gate), unit, vector) + tree;
                    }

                    Assign(sum[0], done > 0 ? Waiting(agents.Sums(gate), unit, vector) + tree : tree);
                });
            }

            if (first + together < schedule.Partials)
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
            kernel.Store(Place(place(gate), unit, vector), Sum(gate, unit, vector)[0]);
        }
    });

    private Accumulator Sum(int gate, int unit, int vector) => new(lanes, Invariant($"{gate}_{unit}_{vector}"));

    private Value Waiting(int row, int unit, int vector) => new Value.Load(lanes, Place(row, unit, vector));

    private Memory Place(int row, int unit, int vector) => new("partSums", ((row + unit) * agents.Agents) + (vector * lanes));

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

    /// <summary>A column of the weights, so many columns from where the references stand, into a partial sum.</summary>
    private void BuildColumn(string row, string column, int distance, int partial)
    {
        var vectors = Enumerable.Range(0, agents.Vectors);
        List<Value> operands = [.. vectors.Select(vector =>
            kernel.Let(Invariant($"v{vector}"), new Value.Load(lanes, new Memory(column, (distance * agents.Agents) + (vector * lanes)))))];
        for (int gate = 0; gate < gates; gate++)
        {
            for (int unit = 0; unit < tile.Units; unit++)
            {
                kernel.Add(new Statement.AddScaled(
                    new Memory(row, tile.Weight(gate, unit) + (distance * tile.Width)),
                    [.. vectors.Select(vector => (operands[vector], Sum(gate, unit, vector)[partial]))]));
            }
        }
    }
}

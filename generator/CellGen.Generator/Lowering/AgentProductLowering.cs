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

    /// <summary>The sums: a row for each unit of each gate.</summary>
    private readonly RegisterTile _sums = new(
        lanes, [.. from gate in Enumerable.Range(0, gates) from unit in Enumerable.Range(0, tile.Units) select Invariant($"{gate}_{unit}")], agents.Vectors);

    private IEnumerable<(int Gate, int Unit, int Vector, Accumulator Sum)> Sums =>
        _sums.Sums.Select(each => (each.Row / tile.Units, each.Row % tile.Units, each.Vector, each.Sum));

    /// <param name="schedule">How the columns are visited, and how many partial sums at a time.</param>
    /// <param name="weights">Where the units of the tile begin in the packed matrix.</param>
    /// <param name="operand">The reference to the operand: a row of agents for each column.</param>
    /// <param name="initial">What a sum starts from, of its gate, its unit and the sum, which holds the product before.</param>
    /// <param name="isLast">Whether the sums are stored, and no product goes on with them.</param>
    public void Build(ColumnSchedule schedule, Memory weights, string operand, Func<int, int, Value.Local, Value> initial, bool isLast)
    {
        int together = schedule.Together;
        for (int first = 0; first < schedule.Partials; first += together)
        {
            BuildPartials(schedule, first, weights, operand, initial);

            // Of four sums one after the other, (a + b) + (c + d), c waits beside a + b.
            bool isThird = together == 1 && first == 2;
            bool isFourth = together == 1 && first == 3;
            bool goesOn = first + together == schedule.Partials && !isLast;
            foreach (var (gate, unit, vector, sum) in isThird ? [] : Sums)
            {
                var tree = sum.Tree(together);
                Assign(sum[0], isFourth ? Waiting(agents.ThirdSums(gate), unit, vector) + tree : tree);
                if (first > 0 && goesOn)
                {
                    Assign(sum[0], Waiting(agents.Sums(gate), unit, vector) + sum[0]);
                }
            }

            if (!goesOn)
            {
                Store(_ => true, isThird ? agents.ThirdSums : agents.Sums, adds: first > 0 && !isThird);
            }
        }
    }

    /// <summary>Stores the sums of some gates.</summary>
    /// <param name="stored">Which gates.</param>
    /// <param name="place">Where to.</param>
    /// <param name="adds">Whether they are added to what is there.</param>
    public void Store(Func<int, bool> stored, Func<int, int> place, bool adds = false)
    {
        foreach (var (gate, unit, vector, sum) in Sums.Where(each => stored(each.Gate)))
        {
            kernel.Store(Place(place(gate), unit, vector), adds ? Waiting(place(gate), unit, vector) + sum[0] : sum[0]);
        }
    }

    /// <summary>The partial sums from <paramref name="first"/> on, as many as are accumulated together.</summary>
    private void BuildPartials(ColumnSchedule schedule, int first, Memory weights, string operand, Func<int, int, Value.Local, Value> initial)
    {
        string row = operand + "Weights";
        string column = operand + "Column";
        int together = schedule.Together;
        Refer(row, weights);
        Refer(column, operand);
        for (int p = 0; p < together; p++)
        {
            foreach (var (gate, unit, _, sum) in Sums)
            {
                Assign(sum[p], first + p == 0 ? initial(gate, unit, sum[0]) : new Value.Zero(lanes));
            }
        }

        var rows = new TileLowering(kernel, _sums, TileLoads.Vectors, "v")
        {
            Number = (r, each) => new Memory(row, tile.Weight(r / tile.Units, r % tile.Units) + (each.Distance * tile.Width)),
            Vectors = each => new Memory(column, each.Distance * agents.Agents),
        };
        new ColumnLoop(kernel, schedule) { IsDistance = schedule.IsVariable, Moving = [(row, tile.Width), (column, agents.Agents)] }.Build(columns =>
        {
            foreach (var each in columns.Where(each => each.Partial >= first && each.Partial < first + together))
            {
                rows.AddColumn(each with { Partial = each.Partial - first });
            }
        });
    }

    private Value Waiting(int row, int unit, int vector) => new Value.Load(lanes, Place(row, unit, vector));

    private Memory Place(int row, int unit, int vector) => new("partSums", ((row + unit) * agents.Agents) + (vector * lanes));

    /// <summary>A sum gets a value: it is declared with its first one.</summary>
    private void Assign(Value.Local sum, Value value)
    {
        if (_declared.Add(sum.Name))
        {
            kernel.Let(sum.Name, value);
        }
        else if (value != sum)
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
}

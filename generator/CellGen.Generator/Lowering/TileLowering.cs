using CellGen.Generator.Kernels.Form;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The contraction in registers, sum[r, v] += x[r, k] · w[k, v], over a tile of rows and vectors. Every product over a tile is lowered
/// here, whatever its rows are (steps, sequences, columns of a gradient, gates of units) and its lanes (those of a matrix, or agents);
/// what differs in its order are values: <see cref="ColumnLoop"/> has the columns' schedule, and <see cref="TileLoads"/> says what of a
/// column is loaded once. The loops around it are the product's.
/// </summary>
/// <param name="kernel">Where to write.</param>
/// <param name="tile">The sums.</param>
/// <param name="loads">What is loaded once.</param>
/// <param name="name">What the names of the variables begin with that hold it.</param>
internal sealed class TileLowering(KernelBuilder kernel, RegisterTile tile, TileLoads loads, string name)
{
    /// <summary>Where the number of a row is, in a column: x[r, k].</summary>
    public Func<int, Column, Memory> Number { get; init; } = (_, _) => throw new NotSupportedException();

    /// <summary>Where a column begins: w[k, 0].</summary>
    public Func<Column, Memory> Vectors { get; init; } = _ => throw new NotSupportedException();

    /// <summary>The number of lanes that are read of a vector of it.</summary>
    public Func<int, int> Valid { get; init; } = _ => tile.Lanes;

    /// <summary>Whether the variables of each column are in a block of their own; there is no need where a loop has one column alone.</summary>
    public bool InBlocks { get; init; } = true;

    /// <summary>The sums from their start to their end.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="partials">The number of partial sums.</param>
    /// <param name="start">What the first of them starts from.</param>
    /// <param name="begin">What stands between the start and the columns.</param>
    /// <param name="end">What is done with a sum.</param>
    /// <param name="after">What stands behind the columns of the loop's body.</param>
    public void Build(ColumnLoop columns, int partials, Func<int, int, Value> start, Action begin, Action<int, int, Value.Local> end, Action? after = null)
    {
        Accumulator.Start(kernel, partials, tile.Sums.Select(each => (each.Sum, start(each.Row, each.Vector))));
        begin();
        columns.Build(some =>
        {
            foreach (var column in some)
            {
                AddColumn(column);
            }

            if (some[0].InLoop)
            {
                after?.Invoke();
            }
        });
        foreach (var (_, _, sum) in tile.Sums)
        {
            sum.Finish(kernel, partials);
        }

        foreach (var (r, v, sum) in tile.Sums)
        {
            end(r, v, sum[0]);
        }
    }

    /// <summary>What a column adds.</summary>
    public void AddColumn(Column column)
    {
        if (InBlocks && (loads == TileLoads.Vectors || tile.Vectors > 1))
        {
            kernel.Block(() => Add(column));
        }
        else
        {
            Add(column);
        }
    }

    private void Add(Column column)
    {
        if (loads == TileLoads.Vectors)
        {
            List<Value> vectors = [.. Names(tile.Vectors).Select((variable, v) => kernel.Let(variable, new Value.Load(tile.Lanes, Vectors(column) + (v * tile.Lanes), Valid(v))))];
            for (int r = 0; r < tile.Rows.Count; r++)
            {
                kernel.Add(new Statement.AddScaled(Number(r, column), [.. vectors.Select((vector, v) => (vector, tile[r, v][column.Partial]))]));
            }

            return;
        }

        if (tile.Vectors == 1)
        {
            // A number that is used once needs no variable.
            for (int r = 0; r < tile.Rows.Count; r++)
            {
                kernel.Add(new Statement.AddColumn(new Value.Spread(tile.Lanes, Number(r, column)), Vectors(column), [(0, tile[r, 0][column.Partial])]));
            }

            return;
        }

        List<Value> numbers = [.. Names(tile.Rows.Count).Select((variable, r) => kernel.Let(variable, new Value.Spread(tile.Lanes, Number(r, column))))];
        if (numbers.Count == 1)
        {
            kernel.Add(new Statement.AddColumn(numbers[0], Vectors(column), [.. Enumerable.Range(0, tile.Vectors).Select(v => (v * tile.Lanes, tile[0, v][column.Partial]))]));
            return;
        }

        for (int v = 0; v < tile.Vectors; v++)
        {
            kernel.Add(new Statement.AddRows(Vectors(column) + (v * tile.Lanes), [.. numbers.Select((number, r) => (number, tile[r, v][column.Partial]))]));
        }
    }

    private IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(i => Invariant($"{name}{i}"));
}

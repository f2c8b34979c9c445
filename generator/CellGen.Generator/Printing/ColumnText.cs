using CellGen.Generator.Kernels.Form;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>How multiply-adds onto several sums are written: as calls of the runtime's Columns512, …, a few sums in each.</summary>
/// <param name="text">The vectors of the sums.</param>
internal sealed class ColumnText(VectorText text)
{
    /// <summary>The most sums that a call takes.</summary>
    public const int MostSums = 4;

    private readonly string _class = Invariant($"Columns{text.Width * 32}");

    /// <summary>A number times a column of weights, or what some sums take of it.</summary>
    /// <param name="operand">The number.</param>
    /// <param name="weights">The reference to the weights.</param>
    /// <param name="start">Where the column begins in them.</param>
    /// <param name="sums">The sums, each with its first lane in the column.</param>
    public IEnumerable<string> Add(ColumnOperand operand, string weights, Offset start, IReadOnlyList<(int Lane, string Name)> sums)
    {
        string number = $"ref {operand.Reference}, {operand.Column}";
        if (operand.Spread is not null || NeedsVariable(sums.Select(sum => sum.Lane)))
        {
            yield return $"{operand.Variable} = {operand.Spread ?? text.Broadcast(operand.Element)};";
            number = operand.Variable;
        }

        foreach (string call in Add(number, weights, start, sums))
        {
            yield return call;
        }
    }

    /// <summary>The same with the number in every lane of a variable.</summary>
    public IEnumerable<string> Add(string number, string weights, Offset start, IReadOnlyList<(int Lane, string Name)> sums) => Runs(sums.Select(sum => sum.Lane)).Select(run =>
    {
        string step = run.Count > 1 ? Invariant($", {run[1] - run[0]}") : "";
        string names = References(run.Select(lane => sums.First(sum => sum.Lane == lane).Name));
        return $"{_class}.Add({number}, ref {weights}, {start + run[0]}{step}, {names});";
    });

    /// <summary>Whether one call is not enough, so that a variable holds the number.</summary>
    public static bool NeedsVariable(IEnumerable<int> lanes) => Runs(lanes).Skip(1).Any();

    /// <summary>sum += number · weights.</summary>
    public IEnumerable<string> Add(Statement.AddColumn add, ValueText values)
    {
        List<(int Lane, string Name)> sums = [.. add.Sums.Select(sum => (sum.Lane, sum.Sum.Name))];
        var weights = ValueText.OffsetOf(add.Weights.Offset);
        if (add.Number is Value.Local number)
        {
            return Add(number.Name, add.Weights.Reference, weights, sums);
        }

        var operand = add.Number is Value.Spread spread
            ? new ColumnOperand(spread.From.Reference, ValueText.OffsetOf(spread.From.Offset)) { IsAgain = spread.IsVolatile, Variable = add.Variable }
            : new ColumnOperand("", 0) { Spread = values.Of(add.Number), Variable = add.Variable };
        return Add(operand, add.Weights.Reference, weights, sums);
    }

    /// <summary>sum += weights · row.</summary>
    public IEnumerable<string> Add(Statement.AddRows add, ValueText values) => AddRows(
        add.Weights.Reference, ValueText.OffsetOf(add.Weights.Offset), [.. add.Sums.Select(sum => values.Of(sum.Row))], [.. add.Sums.Select(sum => sum.Sum.Name)]);

    /// <summary>sum += number · vector.</summary>
    public IEnumerable<string> Add(Statement.AddScaled add, ValueText values) => AddScaled(
        add.Number.Reference, ValueText.OffsetOf(add.Number.Offset), [.. add.Sums.Select(sum => values.Of(sum.Vector))], [.. add.Sums.Select(sum => sum.Sum.Name)]);

    /// <summary>One vector of weights times the vectors of several rows.</summary>
    public IEnumerable<string> AddRows(string weights, Offset lane, IReadOnlyList<string> rows, IReadOnlyList<string> sums) =>
        AddEach("AddRows", weights, lane, rows, sums);

    /// <summary>One number times several vectors.</summary>
    public IEnumerable<string> AddScaled(string operand, Offset place, IReadOnlyList<string> vectors, IReadOnlyList<string> sums) =>
        AddEach("AddScaled", operand, place, vectors, sums);

    private IEnumerable<string> AddEach(string method, string reference, Offset place, IReadOnlyList<string> values, IReadOnlyList<string> sums)
    {
        for (int done = 0; done < sums.Count; done += MostSums)
        {
            yield return $"{_class}.{method}(ref {reference}, {place}, {string.Join(", ", values.Skip(done).Take(MostSums))}, {References(sums.Skip(done).Take(MostSums))});";
        }
    }

    private static string References(IEnumerable<string> names) => string.Join(", ", names.Select(name => "ref " + name));

    /// <summary>Lanes that are equally far apart, as many as a call takes.</summary>
    private static IEnumerable<IReadOnlyList<int>> Runs(IEnumerable<int> lanes)
    {
        var run = new List<int>();
        foreach (int lane in lanes.OrderBy(lane => lane))
        {
            if (run.Count == MostSums || (run.Count > 1 && lane - run[run.Count - 1] != run[1] - run[0]))
            {
                yield return run;
                run = [];
            }

            run.Add(lane);
        }

        yield return run;
    }
}

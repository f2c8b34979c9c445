using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>The C# of a kernel's floats in vectors of .NET.</summary>
/// <param name="target">The machines: they decide which instruction set may be named.</param>
internal sealed class VectorText(Target target) : FloatsText
{
    /// <summary>The most sums with a row or a vector of their own that the runtime's methods add to at once.</summary>
    private const int MostTogether = 4;

    /// <summary>The variable that holds a number in every lane where one call is not enough.</summary>
    private const string Variable = "x";

    /// <inheritdoc/>
    public override IEnumerable<string> Of(Statement.Store store) => store.Valid == 0 ? [] : [Store(Of(store.Value), store.To, store.Value.Width, store.Valid)];

    /// <inheritdoc/>
    public override string? VariableOf(Statement.AddColumn add) =>
        add.Number is not Value.Local && LaneRuns.Of(add.Sums.Select(sum => sum.Lane)).Skip(1).Any() ? $"{ClassOf(add.Number.Width)}<float> {Variable};" : null;

    /// <inheritdoc/>
    public override IEnumerable<string> Of(Statement.AddColumn add)
    {
        List<IReadOnlyList<int>> runs = [.. LaneRuns.Of(add.Sums.Select(sum => sum.Lane))];
        if (runs.Count == 1)
        {
            return [Call(add.Number is Value.Spread spread ? MemoryText.Place(spread.From) : Of(add.Number), runs[0])];
        }

        return add.Number is Value.Local number
            ? runs.Select(run => Call(number.Name, run))
            : [$"{Variable} = {Of(add.Number)};", .. runs.Select(run => Call(Variable, run))];

        string Call(string number, IReadOnlyList<int> run)
        {
            string step = run.Count > 1 ? Invariant($", {run[1] - run[0]}") : "";
            var sums = run.Select(lane => add.Sums.First(sum => sum.Lane == lane).Sum);
            return $"{ColumnsOf(add.Sums[0].Sum.Width)}.Add({number}, {MemoryText.Place(add.Weights + run[0])}{step}, {References(sums)});";
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Of(Statement.AddFour add)
    {
        List<int> lanes = [.. add.Sums[0].Select(sum => sum.Lane).OrderBy(lane => lane)];
        string step = lanes.Count > 1 ? Invariant($", {lanes[1] - lanes[0]}") : "";
        var sums = add.Sums.SelectMany(column => column.OrderBy(sum => sum.Lane)).Select(sum => sum.Sum);
        return [$"{ColumnsOf(add.Sums[0][0].Sum.Width)}.AddFour({MemoryText.Place(add.First.From)}, {MemoryText.Place(add.Weights + lanes[0])}, {add.Width}{step}, {References(sums)});"];
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Of(Statement.AddRows add) => AddEach("AddRows", add.Weights, add.Sums);

    /// <inheritdoc/>
    public override IEnumerable<string> Of(Statement.AddScaled add) => AddEach("AddScaled", add.Number, add.Sums);

    /// <inheritdoc/>
    public override string Of(IReadOnlyList<Statement> run) => run[0] switch
    {
        Statement.Let { Value: Value.Zero { Width: > 1 } zero } => $"{ClassOf(zero.Width)}<float> {string.Join(", ", NamesOf(run).Select(name => name + " = default"))};",
        Statement.Let { Value: Value.Load load } => $"{LanesOf(load.Width)}.Load({MemoryText.Place(load.From)}, {string.Join(", ", NamesOf(run).Select(name => "out var " + name))});",
        Statement.Store store when Runs.AddedBy(store) is not null => $"{LanesOf(store.Value.Width)}.AddTo({string.Join(", ", run.Select(each => Runs.AddedBy((Statement.Store)each)!.Name))}, {MemoryText.Place(store.To)});",
        Statement.Store store => $"{LanesOf(store.Value.Width)}.Store({string.Join(", ", run.Select(each => Of(((Statement.Store)each).Value)))}, {MemoryText.Place(store.To)});",
        _ => base.Of(run),
    };

    /// <inheritdoc/>
    protected override string Spread(int width, string number) =>
        width == 1 ? number : number == "1f" ? $"{ClassOf(width)}<float>.One" : $"{ClassOf(width)}.Create({number})";

    /// <inheritdoc/>
    protected override string Of(Value.Spread spread) => spread.Width == 1
        ? MemoryText.Of(spread.From)
        : $"{LanesOf(spread.Width)}.Broadcast({(spread.IsVolatile ? MemoryText.Place(spread.From) : MemoryText.ArgumentsApart(spread.From))})";

    /// <inheritdoc/>
    protected override string MultiplyAdd(int width, string left, string right, string addend) =>
        target.RoundsEitherWay ? $"{ColumnsOf(width)}.MultiplyAdd({left}, {right}, {addend})"
        : width == 16 ? $"Avx512F.FusedMultiplyAdd({left}, {right}, {addend})"
        : $"Fma.MultiplyAdd({left}, {right}, {addend})";

    /// <inheritdoc/>
    protected override string NegatedMultiplyAdd(int width, string left, string right, string minuend) =>
        target.RoundsEitherWay ? MultiplyAdd(width, "-" + left, right, minuend)
        : width == 16 ? $"Avx512F.FusedMultiplyAddNegated({left}, {right}, {minuend})"
        : $"Fma.MultiplyAddNegated({left}, {right}, {minuend})";

    /// <inheritdoc/>
    protected override string Rounding => target.RoundsEitherWay ? $"<{KernelClass.Rounding}>" : "";

    /// <inheritdoc/>
    protected override string WherePositive(int width, string value, string gradient) =>
        $"{ClassOf(width)}.GreaterThan({value}, {Zero(width)}) & {gradient}";

    /// <inheritdoc/>
    protected override string WhereWithin(int width, string value, string bound, string gradient) =>
        $"{ClassOf(width)}.LessThan({ClassOf(width)}.Abs({value}), {bound}) & {gradient}";

    /// <inheritdoc/>
    protected override string OfOther(Value value) => value switch
    {
        Value.Zero => Zero(value.Width),
        Value.Load load => Load(load.From, load.Width, load.Valid),
        Value.Fours fours => Load(fours.From, 4, 4) is var four ? $"Vector256.Create({four}, {four})" : "",
        Value.OfFours one => Invariant($"Avx.Permute({Of(one.Of)}, 0x{one.Index * 0x55:X2})"),
        Value.Part part => Part(Of(part.Of), part.Index, part.Width, part.Of.Width),
        Value.Masked masked => $"({Of(masked.Of)} & {ClassOf(value.Width)}.Create({string.Join(", ", masked.Lanes.Select(lane => lane ? "-1" : "0"))}).AsSingle())",
        Value.Lane lane => Invariant($"{Of(lane.Of)}.GetElement({lane.Index})"),
        Value.LaneSum sum => $"LaneSum.Of({string.Join(", ", sum.Of.Select(Of))})",
        Value.Numbers numbers => $"Vector128.Create({string.Join(", ", numbers.Of.Select(Of))})",
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private static string ClassOf(int width) => Invariant($"Vector{width * 32}");

    /// <summary>The class of the runtime that reads and writes vectors.</summary>
    private static string LanesOf(int width) => Invariant($"Lanes{width * 32}");

    private static string Zero(int width) => $"{ClassOf(width)}<float>.Zero";

    /// <summary>Loads some floats and fills up with zeros; reads nothing beyond them.</summary>
    private static string Load(Memory from, int width, int valid) =>
        width == 1 ? MemoryText.Of(from)
        : valid == 0 ? Zero(width)
        : valid < width ? Invariant($"{LanesOf(width)}.LoadFirst({MemoryText.Place(from)}, {valid})")
        : from.Offset is Whole.Number ? $"{ClassOf(width)}.LoadUnsafe({MemoryText.Arguments(from)})"
        : $"{LanesOf(width)}.Load({MemoryText.ArgumentsApart(from)})";

    /// <summary>Stores the first lanes, of which there is one; writes nothing beyond them.</summary>
    private static string Store(string value, Memory to, int width, int valid) =>
        width == 1 ? $"{MemoryText.Of(to)} = {value};"
        : valid < width ? Invariant($"{LanesOf(width)}.StoreFirst({value}, {MemoryText.Place(to)}, {valid});")
        : to.Offset is Whole.Number ? $"{ClassOf(width)}.StoreUnsafe({value}, {MemoryText.Arguments(to)});" // as an extension method it takes csc twice as long
        : $"{LanesOf(width)}.Store({value}, {MemoryText.ArgumentsApart(to)});";

    /// <summary>A part, of some lanes, of a wider vector.</summary>
    private static string Part(string vector, int part, int width, int of)
    {
        for (int half = of / 2; half >= width; half /= 2)
        {
            vector += (part * width & half) == 0 ? ".GetLower()" : ".GetUpper()";
        }

        return vector;
    }

    private IEnumerable<string> AddEach(string method, Memory place, IReadOnlyList<(Value Value, Value.Local Sum)> sums)
    {
        for (int done = 0; done < sums.Count; done += MostTogether)
        {
            List<(Value Value, Value.Local Sum)> some = [.. sums.Skip(done).Take(MostTogether)];
            string values = string.Join(", ", some.Select(each => Of(each.Value)));
            yield return $"{ColumnsOf(sums[0].Sum.Width)}.{method}({MemoryText.Place(place)}, {values}, {References(some.Select(each => each.Sum))});";
        }
    }

    /// <summary>The class of the runtime whose methods add to several sums at once.</summary>
    private string ColumnsOf(int width) =>
        width > 4 ? Invariant($"Columns{width * 32}") : target.RoundsEitherWay ? KernelClass.Columns : "Columns128<OneRounding>";

    private static string References(IEnumerable<Value.Local> sums) => string.Join(", ", sums.Select(sum => "ref " + sum.Name));
}

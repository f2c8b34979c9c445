using CellGen.Generator.Equations;
using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Printing;

/// <summary>The C# of a kernel's floats without vectors: one number at a time, multiply, then add.</summary>
internal sealed class LoopText : FloatsText
{
    /// <inheritdoc/>
    public override IEnumerable<string> Of(Statement.Store store) => store.Valid == 0 ? [] : [$"{MemoryText.Of(store.To)} = {Of(store.Value)};"];

    /// <inheritdoc/>
    public override IEnumerable<string> Of(Statement.AddColumn add) =>
        add.Sums.Select(sum => $"{sum.Sum.Name} += {Of(add.Number)} * {MemoryText.Of(add.Weights + sum.Lane)};");

    /// <inheritdoc/>
    public override IEnumerable<string> Of(Statement.AddRows add) =>
        add.Sums.Select(sum => $"{sum.Sum.Name} += {Of(sum.Row)} * {MemoryText.Of(add.Weights)};");

    /// <inheritdoc/>
    public override IEnumerable<string> Of(Statement.AddScaled add) =>
        add.Sums.Select(sum => $"{sum.Sum.Name} += {MemoryText.Of(add.Number)} * {Of(sum.Vector)};");

    /// <inheritdoc/>
    protected override string Spread(int width, string number) => number;

    /// <inheritdoc/>
    protected override string Of(Value.Spread spread) => MemoryText.Of(spread.From);

    /// <inheritdoc/>
    protected override string MultiplyAdd(int width, string left, string right, string addend) => $"({left} * {right}) + {addend}";

    /// <inheritdoc/>
    protected override string NegatedMultiplyAdd(int width, string left, string right, string minuend) => $"{minuend} - ({left} * {right})";

    /// <inheritdoc/>
    protected override string WherePositive(int width, string value, string gradient) => $"{value} > 0f ? {gradient} : 0f";

    /// <inheritdoc/>
    protected override string WhereWithin(int width, string value, string bound, string gradient) => $"MathF.Abs({value}) < {bound} ? {gradient} : 0f";

    /// <inheritdoc/>
    protected override bool IsOperation(Value value) =>
        base.IsOperation(value) || value is Value.Apply { Function: Function.MultiplyAdd or Function.NegatedMultiplyAdd };

    /// <inheritdoc/>
    protected override string OfOther(Value value) => value switch
    {
        Value.Zero => "0f",
        Value.Load { Valid: 0 } => "0f",
        Value.Load load => MemoryText.Of(load.From),
        Value.Part part => Of(part.Of),
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}

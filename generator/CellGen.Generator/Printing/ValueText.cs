using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>The C# of a kernel's floats, in vectors of its width.</summary>
internal sealed class ValueText(VectorProfile profile)
{
    /// <summary>The operations on vectors of some lanes.</summary>
    public VectorText Vectors(int width) => new(profile, width);

    /// <summary>The C# of a place in memory, or, behind "ref", of the reference to it.</summary>
    public static string Of(Memory memory) => VectorText.Element(memory.Reference, OffsetOf(memory.Offset));

    /// <summary>A distance as loads and stores write it.</summary>
    public static Offset OffsetOf(Whole distance) => distance is Whole.Number number ? number.Value : new Offset(WholeText.Of(distance), 0);

    /// <summary>The C# of a value.</summary>
    public string Of(Value value)
    {
        var text = Vectors(value.Width);
        return value switch
        {
            Value.Local local => local.Name,
            Value.Zero => text.Zero,
            Value.Constant constant => text.Constant(constant.Number),
            Value.Load load => text.LoadPartial(load.From.Reference, OffsetOf(load.From.Offset), load.Valid),
            Value.Spread spread => text.Broadcast(Of(spread.From) + (spread.IsVolatile ? ".Value" : "")),
            Value.SpreadNumber spread => text.Broadcast(Of(spread.Number)),
            Value.Fours fours => text.Fours(fours.From.Reference, OffsetOf(fours.From.Offset)),
            Value.OfFours one => VectorText.Spread(Of(one.Of), one.Index),
            Value.Apply apply => Of(apply, text),
            Value.Part part => text.Part(Of(part.Of), part.Index, part.Of.Width),
            Value.Masked masked => $"({Of(masked.Of)} & Vector{Invariant($"{value.Width * 32}")}.Create({string.Join(", ", masked.Lanes.Select(lane => lane ? "-1" : "0"))}).AsSingle())",
            Value.Choice choice => $"{WholeText.Of(choice.Condition)} ? {Of(choice.Then)} : {Of(choice.Else)}",
            Value.Lane lane => Invariant($"{Of(lane.Of)}.GetElement({lane.Index})"),
            Value.LaneSum sum => $"LaneSum.Of({string.Join(", ", sum.Of.Select(Of))})",
            Value.Numbers numbers => $"Vector128.Create({string.Join(", ", numbers.Of.Select(Of))})",
            _ => throw new NotSupportedException(value.GetType().Name),
        };
    }

    private string Of(Value.Apply apply, VectorText text)
    {
        string Argument(int index) => Of(apply.Arguments[index]);
        string Operand(int index) => apply.Arguments[index] is Value.Apply { Function: Function.Add or Function.Subtract or Function.Multiply or Function.Divide } or Value.Choice
            || (text.Width == 1 && apply.Arguments[index] is Value.Apply { Function: Function.MultiplyAdd or Function.NegatedMultiplyAdd })
            ? $"({Argument(index)})"
            : Argument(index);
        return apply.Function switch
        {
            Function.Add => $"{Operand(0)} + {Operand(1)}",
            Function.Subtract => $"{Operand(0)} - {Operand(1)}",
            Function.Multiply => $"{Operand(0)} * {Operand(1)}",
            Function.Divide => $"{Operand(0)} / {Operand(1)}",
            Function.MultiplyAdd => text.MultiplyAdd(Operand(0), Operand(1), Operand(2)),
            Function.NegatedMultiplyAdd => text.NegatedMultiplyAdd(Operand(0), Operand(1), Operand(2)),
            Function.Sigmoid or Function.Tanh => $"{(apply.ConstantsInMemory ? "MemoryActivation" : "Activation")}.{apply.Function}({Argument(0)})",
            Function.Relu or Function.BoundedExp => $"Activation.{apply.Function}({Argument(0)})",
            Function.Clip => $"Activation.Clip({Argument(0)}, {FloatText.Of(apply.Bound)})",
            Function.WherePositive => text.WherePositive(Argument(0), Argument(1)),
            Function.WhereWithin => text.WhereWithin(Argument(0), apply.Bound, Argument(1)),
            Function.Flush => $"Denormals.Flush({Argument(0)})",
            _ => throw new NotSupportedException(apply.Function.ToString()),
        };
    }
}

using CellGen.Generator.Equations;
using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Printing;

/// <summary>The C# of a kernel's floats for one kind of machine: what all have in common.</summary>
internal abstract class FloatsText
{
    /// <summary>The C# of a value.</summary>
    public string Of(Value value) => value switch
    {
        Value.Local local => local.Name,
        Value.Choice choice => $"{WholeText.Of(choice.Condition)} ? {Of(choice.Then)} : {(choice.Else is Value.Zero { Width: > 1 } ? "default" : Of(choice.Else))}",
        Value.Spread spread => Of(spread),
        Value.SpreadNumber spread => Spread(spread.Width, Of(spread.Number)),
        Value.Constant constant => Spread(constant.Width, FloatText.Of(constant.Number)),
        Value.Apply apply => Of(apply),
        _ => OfOther(value),
    };

    /// <summary>The statements that store a value.</summary>
    public abstract IEnumerable<string> Of(Statement.Store store);

    /// <summary>The declaration of a variable that the statements assign, or null.</summary>
    public virtual string? VariableOf(Statement.AddColumn add) => null;

    /// <summary>sum += number · weights.</summary>
    public abstract IEnumerable<string> Of(Statement.AddColumn add);

    /// <summary>sum += number · weights, four times.</summary>
    public virtual IEnumerable<string> Of(Statement.AddFour add) => add.Columns.SelectMany(Of);

    /// <summary>sum += weights · row.</summary>
    public abstract IEnumerable<string> Of(Statement.AddRows add);

    /// <summary>sum += number · vector.</summary>
    public abstract IEnumerable<string> Of(Statement.AddScaled add);

    /// <summary>The one line of several statements (<see cref="Runs"/>).</summary>
    public virtual string Of(IReadOnlyList<Statement> run) => run[0] is Statement.Set { Value.Width: var width }
        ? $"{string.Join(" = ", run.Cast<Statement.Set>().Select(set => set.Name))} = {(width > 1 ? "default" : "0f")};"
        : $"float {string.Join(", ", NamesOf(run).Select(name => name + " = 0f"))};";

    /// <summary>The names of the variables that statements declare.</summary>
    protected static IEnumerable<string> NamesOf(IReadOnlyList<Statement> run) => run.Cast<Statement.Let>().Select(let => let.Name);

    /// <summary>A number in every lane.</summary>
    protected abstract string Spread(int width, string number);

    /// <summary>A float of memory in every lane.</summary>
    protected abstract string Of(Value.Spread spread);

    /// <summary>left · right + addend.</summary>
    protected abstract string MultiplyAdd(int width, string left, string right, string addend);

    /// <summary>minuend − left · right.</summary>
    protected abstract string NegatedMultiplyAdd(int width, string left, string right, string minuend);

    /// <summary>The type arguments of a function that adds products, where it is generic in how.</summary>
    protected virtual string Rounding => "";

    /// <summary>The gradient in the lanes where the value is positive, else 0.</summary>
    protected abstract string WherePositive(int width, string value, string gradient);

    /// <summary>The gradient in the lanes where |value| is below the bound, else 0.</summary>
    protected abstract string WhereWithin(int width, string value, string bound, string gradient);

    /// <summary>A value that is written in another way for each kind of machine.</summary>
    protected abstract string OfOther(Value value);

    /// <summary>Whether a value needs parentheses within an operation.</summary>
    protected virtual bool IsOperation(Value value) =>
        value is Value.Choice or Value.Apply { Function: Function.Add or Function.Subtract or Function.Multiply or Function.Divide };

    private string Of(Value.Apply apply)
    {
        string Argument(int index) => Of(apply.Arguments[index]);
        string Operand(int index) => IsOperation(apply.Arguments[index]) ? $"({Argument(index)})" : Argument(index);
        return apply.Function switch
        {
            Function.Add => $"{Operand(0)} + {Operand(1)}",
            Function.Subtract => $"{Operand(0)} - {Operand(1)}",
            Function.Multiply => $"{Operand(0)} * {Operand(1)}",
            Function.Divide => $"{Operand(0)} / {Operand(1)}",
            Function.MultiplyAdd => MultiplyAdd(apply.Width, Operand(0), Operand(1), Operand(2)),
            Function.NegatedMultiplyAdd => NegatedMultiplyAdd(apply.Width, Operand(0), Operand(1), Operand(2)),
            Function.WherePositive => WherePositive(apply.Width, Argument(0), Argument(1)),
            Function.WhereWithin => WhereWithin(apply.Width, Argument(0), Spread(apply.Width, FloatText.Of(apply.Bound)), Argument(1)),
            Function.Flush => $"Denormals.Flush({Argument(0)})",
            _ when Primitive.Of(apply.Function) is { } function =>
                $"{(apply.ConstantsInMemory ? "MemoryActivation" : "Activation")}.{apply.Function}{(function.AddsProducts ? Rounding : "")}({Argument(0)}{(apply.Bound > 0 ? ", " + FloatText.Of(apply.Bound) : "")})",
            _ => throw new NotSupportedException(apply.Function.ToString()),
        };
    }
}

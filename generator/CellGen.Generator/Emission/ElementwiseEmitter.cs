using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Emission;

/// <summary>Emits an element-wise program for one slice of units, under the names of the equations.</summary>
internal sealed class ElementwiseEmitter(CodeWriter writer, ElementwiseProgram program, VectorText text)
{
    /// <summary>The C# of a function's value where it is known already, by the function and its operand; or null.</summary>
    public Func<Operation, Instruction, string?>? Applied { get; init; }

    /// <summary>The class of sigmoid and tanh.</summary>
    public string Functions { get; init; } = "Activation";

    /// <param name="source">The C# of a value that the program reads.</param>
    /// <param name="comments">Whether to state the equations above the code.</param>
    /// <returns>The C# of each instruction's value: a local's name, or an expression.</returns>
    public IReadOnlyList<string> Emit(Func<Instruction, string> source, bool comments) => Emit([source], comments)[0];

    /// <summary>The same for several slices in turn, instruction by instruction: one need not wait for the other.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Emit(IReadOnlyList<Func<Instruction, string>> sources, bool comments)
    {
        var slices = sources.Select(_ => new List<string>()).ToList();
        foreach (var instruction in program.Instructions)
        {
            if (comments && instruction.Equation is { } equation)
            {
                writer.Raw("// " + equation);
            }

            for (int slice = 0; slice < slices.Count; slice++)
            {
                var values = slices[slice];
                string expression = FindApplied(instruction) ?? Expression(instruction, values, sources[slice]);
                if (instruction is { Operation: Operation.Constant or Operation.JoinedProduct or Operation.InputProduct or Operation.PhaseProduct, Name: null })
                {
                    values.Add(expression);
                    continue;
                }

                string name = LocalName(instruction, values.Count) + (slices.Count > 1 ? FormattableString.Invariant($"_{slice}") : "");
                writer.Line($"var {name} = {expression};");
                values.Add(name);
            }
        }

        return slices;
    }

    private string? FindApplied(Instruction instruction) =>
        instruction.Arguments.Length == 1 ? Applied?.Invoke(instruction.Operation, program.Instructions[instruction.Arguments[0]]) : null;

    private string Expression(Instruction instruction, List<string> values, Func<Instruction, string> source)
    {
        string Argument(int index) => values[instruction.Arguments[index]];
        return instruction.Operation switch
        {
            Operation.Constant => text.Constant(instruction.Constant),
            Operation.Add => $"{Argument(0)} + {Argument(1)}",
            Operation.Subtract => $"{Argument(0)} - {Argument(1)}",
            Operation.Divide => $"{Argument(0)} / {Argument(1)}",
            Operation.Multiply => $"{Argument(0)} * {Argument(1)}",
            Operation.MultiplyAdd => text.MultiplyAdd(Argument(0), Argument(1), Argument(2)),
            Operation.NegatedMultiplyAdd => text.NegatedMultiplyAdd(Argument(0), Argument(1), Argument(2)),
            Operation.Sigmoid or Operation.Tanh => $"{Functions}.{instruction.Operation}({Argument(0)})",
            Operation.Relu => $"Activation.Relu({Argument(0)})",
            Operation.Exp => $"Activation.BoundedExp({Argument(0)})",
            Operation.Clip => $"Activation.Clip({Argument(0)}, {FloatText.Of(instruction.Constant)})",
            Operation.ClipGradient => text.WhereWithin(Argument(0), instruction.Constant, Argument(1)),
            Operation.ReluGradient => text.WherePositive(Argument(0), Argument(1)),
            _ => source(instruction),
        };
    }

    /// <summary>r stays r, h' becomes newH, and what has no name in the equations is numbered.</summary>
    private static string LocalName(Instruction instruction, int index) => instruction switch
    {
        { Name: { } name } when name.EndsWith("'", StringComparison.Ordinal) => "new" + Identifier.Capitalize(name.TrimEnd('\'')),
        { Name: { } name } => name,
        { Operation: Operation.PreviousState, Symbol: { } state } => "old" + Identifier.Capitalize(state),
        { Operation: Operation.StateGradient, Symbol: { } state } => "d" + Identifier.Capitalize(state),
        { Operation: Operation.Taped, Symbol: { } value } => "taped_" + value,
        { Operation: Operation.OperandGradient, Symbol: { } value } => "d" + Identifier.Capitalize(value),
        { Operation: Operation.Carried or Operation.Vector, Symbol: { } value } => value,
        { Operation: Operation.Mask } => "m",
        _ => FormattableString.Invariant($"t{index}"),
    };
}

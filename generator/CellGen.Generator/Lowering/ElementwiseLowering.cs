using CellGen.Generator.Equations;
using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>An element-wise program for one slice of units, under the names of the equations.</summary>
internal sealed class ElementwiseLowering(KernelBuilder kernel, ElementwiseProgram program)
{
    /// <summary>A function's value where it is known already, by the function and its operand; or null.</summary>
    public Func<Function, Instruction, Value?>? Applied { get; init; }

    /// <summary>Whether functions that can read their constants from memory do.</summary>
    public bool ConstantsInMemory { get; init; }

    /// <param name="width">The number of lanes.</param>
    /// <param name="source">A value that the program reads.</param>
    /// <param name="comments">Whether to state the equations above the code.</param>
    /// <returns>Each instruction's value: a variable, or what it is where it is used.</returns>
    public IReadOnlyList<Value> Build(int width, Func<Instruction, Value> source, bool comments) => Build(width, [source], comments)[0];

    /// <summary>The same for several slices in turn, instruction by instruction: one need not wait for the other.</summary>
    public IReadOnlyList<IReadOnlyList<Value>> Build(int width, IReadOnlyList<Func<Instruction, Value>> sources, bool comments)
    {
        var slices = sources.Select(_ => new List<Value>()).ToList();
        foreach (var instruction in program.Instructions)
        {
            if (comments && instruction.Equation is { } equation)
            {
                kernel.Comment(equation);
            }

            for (int slice = 0; slice < slices.Count; slice++)
            {
                var values = slices[slice];
                var value = FindApplied(instruction) ?? ValueOf(instruction, width, values, sources[slice]);
                if (instruction is { Operation: Operation.Constant or Operation.JoinedProduct or Operation.InputProduct or Operation.PhaseProduct, Name: null })
                {
                    values.Add(value);
                    continue;
                }

                string name = LocalName(instruction, values.Count) + (slices.Count > 1 ? FormattableString.Invariant($"_{slice}") : "");
                values.Add(kernel.Let(name, value));
            }
        }

        return slices;
    }

    private Value? FindApplied(Instruction instruction) =>
        instruction is { Function: { } function, Arguments.Length: 1 } ? Applied?.Invoke(function, program.Instructions[instruction.Arguments[0]]) : null;

    private Value ValueOf(Instruction instruction, int width, List<Value> values, Func<Instruction, Value> source) =>
        instruction.Operation == Operation.Constant ? new Value.Constant(width, instruction.Constant)
        : instruction.Function is { } function
            ? new Value.Apply(function, [.. instruction.Arguments.Select(argument => values[argument])], instruction.Constant, ConstantsInMemory && Primitive.Of(function) is { HasMemoryForm: true })
            : source(instruction);

    /// <summary>r stays r, h' becomes newH, and what has no name in the equations is numbered.</summary>
    private static string LocalName(Instruction instruction, int index) => instruction switch
    {
        { Name: { } name } when name.EndsWith("'", StringComparison.Ordinal) => "new" + Identifier.Capitalize(name.TrimEnd('\'')),
        { Name: "do" } => "d_o", // the gradient of an LSTM's o would be a keyword
        { Name: { } name } => Identifier.Variable(name),
        { Operation: Operation.PreviousState, Symbol: { } state } => "old" + Identifier.Capitalize(state),
        { Operation: Operation.StateGradient, Symbol: { } state } => "d" + Identifier.Capitalize(state),
        { Operation: Operation.Taped, Symbol: { } value } => "taped_" + value,
        { Operation: Operation.OperandGradient, Symbol: { } value } => "d" + Identifier.Capitalize(value),
        { Operation: Operation.Carried or Operation.Vector, Symbol: { } value } => Identifier.Variable(value),
        { Operation: Operation.Mask } => "m",
        { Operation: Operation.Input } => "inputX",
        _ => FormattableString.Invariant($"t{index}"),
    };
}

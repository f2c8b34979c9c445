using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>One element-wise operation on a vector of units.</summary>
/// <param name="Operation">Where the value comes from.</param>
/// <param name="Arguments">The indices of the instructions whose values it takes.</param>
/// <param name="Symbol">The gate, state, vector or taped value that a source reads; null for an operation.</param>
/// <param name="Constant">The value of a constant, or a bound.</param>
/// <param name="Name">The name of the value in the equations, or null.</param>
/// <param name="Equation">The equation that defines it, or null.</param>
internal sealed record Instruction(
    Operation Operation,
    int[] Arguments,
    string? Symbol = null,
    float Constant = 0,
    string? Name = null,
    string? Equation = null)
{
    /// <summary>The function of <see cref="Operation.Apply"/>.</summary>
    public Function? Function { get; private init; }

    /// <summary>A function of other values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="bound">Its bound, where it has one.</param>
    /// <param name="arguments">The indices of the instructions whose values it takes.</param>
    public static Instruction Apply(Function function, float bound, params int[] arguments) =>
        new(Operation.Apply, arguments, Constant: bound) { Function = function };
}

/// <summary>Where the value of an instruction comes from.</summary>
internal enum Operation
{
    /// <summary>W_g x + b_ig + U_g h + b_hg: both products in one accumulator.</summary>
    JoinedProduct,

    /// <summary>W_g x + b_ig alone.</summary>
    InputProduct,

    /// <summary>The input itself, unit by unit.</summary>
    Input,

    /// <summary>A gate's sums of the phase's product alone, such as U_g h + b_hg.</summary>
    PhaseProduct,

    /// <summary>A value that an earlier phase of the step computed.</summary>
    Carried,

    /// <summary>A vector of parameters.</summary>
    Vector,

    /// <summary>Training: which units of h are dropped.</summary>
    Mask,

    /// <summary>A state of the previous step.</summary>
    PreviousState,

    /// <summary>Backward: the gradient of a new state.</summary>
    StateGradient,

    /// <summary>Backward: what flows back into the operand of a later phase's product.</summary>
    OperandGradient,

    /// <summary>Backward: a value that the forward pass put on the tape.</summary>
    Taped,

    /// <summary>The same number in every unit.</summary>
    Constant,

    /// <summary>A function of the values of other instructions.</summary>
    Apply,
}

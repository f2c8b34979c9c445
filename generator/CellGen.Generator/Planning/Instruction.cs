namespace CellGen.Generator.Planning;

/// <summary>One element-wise operation on a vector of units.</summary>
/// <param name="Operation">What is computed.</param>
/// <param name="Arguments">The indices of the instructions whose values it takes.</param>
/// <param name="Symbol">The gate, state or taped value that a source reads; null for an operation.</param>
/// <param name="Constant">The value of a constant.</param>
/// <param name="Name">The name of the value in the equations, or null.</param>
/// <param name="Equation">The equation that defines it, or null.</param>
internal sealed record Instruction(
    Operation Operation,
    int[] Arguments,
    string? Symbol = null,
    float Constant = 0,
    string? Name = null,
    string? Equation = null);

internal enum Operation
{
    /// <summary>W_g x + b_ig + U_g h + b_hg: both products in one accumulator.</summary>
    JoinedProduct,

    /// <summary>W_g x + b_ig alone.</summary>
    InputProduct,

    /// <summary>U_g h + b_hg alone.</summary>
    HiddenProduct,

    /// <summary>A state of the previous step.</summary>
    PreviousState,

    /// <summary>Backward: the gradient of a new state.</summary>
    StateGradient,

    /// <summary>Backward: a value that the forward pass put on the tape.</summary>
    Taped,

    Constant,
    Add,
    Subtract,
    Multiply,

    /// <summary>a · b + c, rounded once.</summary>
    MultiplyAdd,

    /// <summary>c − a · b, rounded once.</summary>
    NegatedMultiplyAdd,

    Sigmoid,
    Tanh,
    Relu,

    /// <summary>The gradient b where the value a of a relu is positive, else 0.</summary>
    ReluGradient,
}

namespace CellGen.Generator.Planning;

/// <summary>The element-wise part of a step, forward or backward, in the order in which it is computed.</summary>
internal sealed record ElementwiseProgram(IReadOnlyList<Instruction> Instructions, IReadOnlyList<ProgramOutput> Outputs)
{
    /// <summary>Whether some instruction is of a kind.</summary>
    public bool Reads(Operation operation) => Instructions.Any(instruction => instruction.Operation == operation);
}

/// <summary>A value that leaves an element-wise program.</summary>
/// <param name="Kind">Where it goes.</param>
/// <param name="Symbol">The state, taped value or gate.</param>
/// <param name="Instruction">The index of the instruction that computes it.</param>
internal sealed record ProgramOutput(OutputKind Kind, string Symbol, int Instruction);

internal enum OutputKind
{
    /// <summary>The next value of a state.</summary>
    NextState,

    /// <summary>A value that the backward pass will read.</summary>
    Tape,

    /// <summary>A value that a later phase of the step will read.</summary>
    Carried,

    /// <summary>The gradient of W_g x + b_ig.</summary>
    InputGradient,

    /// <summary>The gradient of a gate's sums of the phase's product.</summary>
    ProductGradient,

    /// <summary>The gradient of a state of the previous step, without what flows back through U.</summary>
    StateGradient,

    /// <summary>The gradient of the input, without what flows back through W.</summary>
    DirectInputGradient,

    /// <summary>What the step adds to the gradient of a vector of parameters.</summary>
    VectorGradient,
}

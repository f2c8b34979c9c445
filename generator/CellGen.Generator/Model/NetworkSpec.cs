namespace CellGen.Generator.Model;

/// <summary>What of a net is generated.</summary>
/// <param name="Training">Whether there are Tape, Gradient and Backward.</param>
/// <param name="Agents">Whether there are kernels whose lanes are agents.</param>
internal sealed record NetworkSpec(bool Training = true, bool Agents = true)
{
    /// <summary>The vector widths that it has kernels for.</summary>
    public VectorWidths Widths { get; init; } = VectorWidths.Default;

    /// <summary>Why there is no member that belongs to training, for the error where it is called.</summary>
    public const string WithoutTraining = "This net cannot be trained: its class has [Network(Training = false)].";

    /// <summary>The same for StepMany.</summary>
    public const string WithoutAgents = "This net has no StepMany: its class has [Network(Agents = false)].";
}

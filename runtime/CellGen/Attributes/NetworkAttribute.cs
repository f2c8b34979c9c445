namespace CellGen;

/// <summary>
/// What of a net is generated. The parts that a program does not use cost it time in the compiler and space in the
/// assembly; what is left out is an error where it is called, which says so.
/// </summary>
/// <example>
/// <code>
/// [RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 32)]
/// [DenseHead(Output = 1)]
/// [Network(Training = false, Agents = false)]   // runs a trained model, one stream at a time
/// public partial class Amplifier;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>Whether there are Tape, Gradient and Backward. Default: true.</summary>
    public bool Training { get; set; } = true;

    /// <summary>
    /// Whether there is StepMany, whose lanes are agents. The same kernels run the sequences of a batch side by side:
    /// without them a batch gives the same bits one sequence after the other. Measured with 32 sequences of 100 steps (Intel
    /// Xeon, 512 and 256 bits), that takes 1.0 to 1.3 times as long from 20 units on, and about twice as long with 8. Default:
    /// true.
    /// </summary>
    public bool Agents { get; set; } = true;
}

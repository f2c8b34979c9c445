namespace CellGen;

/// <summary>
/// A layer without parameters: a function of each value of the layer above, at each step. Layers that have a function of their
/// own (<see cref="DenseAttribute"/>, <see cref="Conv1dAttribute"/>) need none; it is for what has none, as the output of a cell
/// or a join (Keras: Activation).
/// </summary>
/// <example>
/// <code>
/// [RecurrentCell(Kind = CellKind.Lstm, Input = 40, Hidden = 64)]
/// [Activation(Nonlinearity.Relu)]
/// [DenseHead(Output = 1, Nonlinearity = Nonlinearity.Sigmoid)]
/// public partial class VoiceDetector;
/// </code>
/// </example>
/// <param name="nonlinearity">The function.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ActivationAttribute(Nonlinearity nonlinearity) : Attribute
{
    /// <summary>The function.</summary>
    public Nonlinearity Nonlinearity { get; } = nonlinearity;

    /// <summary>The name by which others read it. Default: activation, with a number from 0 where several have no name.</summary>
    public string? Name { get; set; }
}

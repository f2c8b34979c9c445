namespace CellGen;

/// <summary>
/// A dense layer, y = f(W x + b) at each step (torch.nn.Linear and a function): before, between or after the cells of a class
/// with a <see cref="RecurrentCellAttribute"/>. The attributes of a class are its layers, from top to bottom; each reads the
/// one above. Its tensors are weight [Output × Input] and bias [Output], behind its name and a dot.
/// </summary>
/// <example>
/// <code>
/// [Dense(Input = 128, Output = 128, Nonlinearity = Nonlinearity.Relu, Name = "encoder")]
/// [RecurrentCell(Kind = CellKind.Lstm, Hidden = 128)]
/// [DenseHead(Output = 3, Name = "actor")]
/// [DenseHead(Output = 1, Name = "value")]
/// public partial class Agent;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class DenseAttribute : Attribute
{
    /// <summary>The number of inputs (torch: in_features). Required of the first layer; of others it follows from what they read.</summary>
    public int Input { get; set; }

    /// <summary>The number of outputs (torch: out_features). Required, at least 1.</summary>
    public int Output { get; set; }

    /// <summary>The function f of each output. Default: <see cref="Nonlinearity.Identity"/>, as torch.nn.Linear.</summary>
    public Nonlinearity Nonlinearity { get; set; } = Nonlinearity.Identity;

    /// <summary>Whether the layer has a bias. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// The name of the layer, by which others read it, and what its tensors' names begin with. Default: dense, with a number
    /// from 0 where several have no name.
    /// </summary>
    public string? Name { get; set; }
}

namespace CellGen;

/// <summary>
/// A one-dimensional convolution and a function (torch.nn.Conv1d). Over time it is causal: the output of a step reads that
/// step and those before it, y_t = f(b + Σ_k W_k x_(t − (Kernel − 1 − k) · Dilation)), whose inputs are a part of State (zero at
/// first), so that a stream has the bits of the whole sequence. With <see cref="Frame"/> it goes over the positions within the
/// row of one step instead, and has no state. Its tensors are weight [Output × Input × Kernel], as torch's, and bias [Output],
/// behind its name and a dot.
/// </summary>
/// <example>
/// <code>
/// [Conv1d(Input = 8, Output = 4, Kernel = 3, Dilation = 2, Nonlinearity = Nonlinearity.Tanh)]
/// [RecurrentCell(Kind = CellKind.Gru, Hidden = 8)]
/// [DenseHead(Output = 1)]
/// public partial class Amplifier;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class Conv1dAttribute : Attribute
{
    /// <summary>
    /// The number of inputs of a step, or of a position of the frame (torch: in_channels). Required of the first layer; of others
    /// it follows from what they read.
    /// </summary>
    public int Input { get; set; }

    /// <summary>The number of outputs of a step or position (torch: out_channels). Required, at least 1.</summary>
    public int Output { get; set; }

    /// <summary>The number of steps or positions that an output reads (torch: kernel_size). Required, at least 1.</summary>
    public int Kernel { get; set; }

    /// <summary>The distance from one of them to the next (torch: dilation). Default: 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// The number of positions in the row of a step, which holds them one after the other, [Frame × Input]; the output's row has
    /// those that torch's formula gives, [(Frame + 2 · Padding − Dilation · (Kernel − 1) − 1) / Stride + 1 × Output]. Default: 0,
    /// the convolution is over time.
    /// </summary>
    public int Frame { get; set; }

    /// <summary>With <see cref="Frame"/>: from one output's first position to the next one's (torch: stride). Default: 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>With <see cref="Frame"/>: the number of zeros at either end of it (torch: padding). Default: 0.</summary>
    public int Padding { get; set; }

    /// <summary>The function f of each output. Default: <see cref="Nonlinearity.Identity"/>.</summary>
    public Nonlinearity Nonlinearity { get; set; } = Nonlinearity.Identity;

    /// <summary>Whether the layer has a bias. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// The name of the layer, by which others read it, and what its tensors' names begin with. Default: conv1d, with a number
    /// from 0 where several have no name.
    /// </summary>
    public string? Name { get; set; }
}

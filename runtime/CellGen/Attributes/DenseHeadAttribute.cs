namespace CellGen;

/// <summary>
/// An output of the net: a dense layer, y = f(V h + b) (torch.nn.Linear and a function), that reads the layer above it. There
/// may be several; the layers go on from above a head. Its tensors are head.weight [Output × outputs of the layer] and
/// head.bias [Output], or those of its name; over <see cref="HeadInput.InputAndPreviousState"/> they are called i2o.weight and
/// i2o.bias.
/// </summary>
/// <example>
/// <code>
/// [RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20)]
/// [DenseHead(Output = 3, Over = HeadInput.EveryStep)]
/// public partial class GestureNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class DenseHeadAttribute : Attribute
{
    /// <summary>The number of outputs (torch: out_features). Required, at least 1.</summary>
    public int Output { get; set; }

    /// <summary>What the head reads. Default: <see cref="HeadInput.EveryStep"/>.</summary>
    public HeadInput Over { get; set; }

    /// <summary>The function f of each output. Default: <see cref="Nonlinearity.Identity"/>.</summary>
    public Nonlinearity Nonlinearity { get; set; } = Nonlinearity.Identity;

    /// <summary>Whether the head has a bias. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Whether each row of output is log_softmax(V h + b). Default: false.</summary>
    public bool LogSoftmax { get; set; }

    /// <summary>
    /// The name of the output where there are several: of its argument (gains), of the constant of its size (GainsSize), and
    /// what its tensors' names begin with. Default: head, with a number from 0 where several have no name.
    /// </summary>
    public string? Name { get; set; }
}

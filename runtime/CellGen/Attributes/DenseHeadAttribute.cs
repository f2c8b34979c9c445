namespace CellGen;

/// <summary>
/// Puts a dense layer, y = V h + b (torch.nn.Linear), behind the last recurrent layer of a class with a
/// <see cref="RecurrentCellAttribute"/>. Its tensors are head.weight [Output × outputs of the layer] and
/// head.bias [Output]; over <see cref="HeadInput.InputAndPreviousState"/> they are called i2o.weight and i2o.bias.
/// </summary>
/// <example>
/// <code>
/// [RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20)]
/// [DenseHead(Output = 3, Over = HeadInput.EveryStep)]
/// public partial class GestureNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DenseHeadAttribute : Attribute
{
    /// <summary>The number of outputs (torch: out_features). Required, at least 1.</summary>
    public int Output { get; set; }

    /// <summary>What the head reads. Default: <see cref="HeadInput.EveryStep"/>.</summary>
    public HeadInput Over { get; set; }

    /// <summary>Whether the head has a bias. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Whether each row of output is log_softmax(V h + b). Default: false.</summary>
    public bool LogSoftmax { get; set; }
}

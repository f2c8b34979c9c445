using CellGen.Generated;

namespace CellGen;

/// <summary>
/// The names that a weight file has for a model's tensors, where they are not torch's own for the bare layers: those of a
/// PyTorch (Lightning) module around them. They are said, never guessed.
/// </summary>
/// <example>
/// <code>
/// // model.rnn.weight_ih_l0, …, model.fc.weight, model.fc.bias
/// var net = GestureNet.Load(path, new WeightNames { Cell = "model.rnn.", Head = "model.fc." });
/// // every name with the same prefix: model.weight_ih_l0, …, model.head.weight
/// var other = GestureNet.Load(path, "model.");
/// </code>
/// </example>
public sealed record WeightNames
{
    private readonly string _prefix = "";

    /// <summary>What stands before every name. Default: nothing.</summary>
    public string Prefix
    {
        get => _prefix;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _prefix = value;
        }
    }

    /// <summary>
    /// What stands, after <see cref="Prefix"/>, before the names of the recurrent tensors, such as weight_ih_l0. Default:
    /// null, nothing.
    /// </summary>
    public string? Cell { get; init; }

    /// <summary>
    /// What stands, after <see cref="Prefix"/>, before the head's weight and bias, instead of "head." (or "i2o.").
    /// Default: null, that.
    /// </summary>
    public string? Head { get; init; }

    /// <summary>
    /// What stands, after <see cref="Prefix"/>, before the embedding's weight, instead of "embedding.". Default: null,
    /// that.
    /// </summary>
    public string? Embedding { get; init; }

    /// <summary>
    /// Whether a file may hold tensors that the model does not read, as those of a net's other parts. Otherwise such a
    /// tensor is an error. Default: false.
    /// </summary>
    public bool AllowOthers { get; init; }

    /// <summary>torch's names for the bare layers: the default.</summary>
    internal static WeightNames Torch { get; } = new();

    /// <summary>The names with a prefix in front of all of them.</summary>
    /// <param name="prefix">The prefix, with the dot at its end.</param>
    public static implicit operator WeightNames(string prefix) => new() { Prefix = prefix };

    /// <summary>The name of a tensor in the file.</summary>
    internal string Of(ParameterTensor tensor) => Prefix + WeightPart.Of(tensor.Role) switch
    {
        WeightPartKind.Head => (Head ?? WeightPart.DefaultPrefix(tensor)) + WeightPart.Leaf(tensor),
        WeightPartKind.Embedding => (Embedding ?? WeightPart.DefaultPrefix(tensor)) + WeightPart.Leaf(tensor),
        _ => Cell + WeightPart.Leaf(tensor),
    };
}

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
/// // a torch.nn.GRUCell: decoder.weight_ih, decoder.weight_hh, …
/// var cell = GestureNet.Load(path, new WeightNames { Cell = "decoder.", LayerSuffix = false });
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
    /// What stands, after <see cref="Prefix"/>, before the names of the recurrent tensors, such as weight_ih_l0; in a net of
    /// several layers those of the only cell, where it has no name. Default: null, nothing.
    /// </summary>
    public string? Cell { get; init; }

    /// <summary>
    /// What stands, after <see cref="Prefix"/>, before the head's weight and bias, instead of "head." (or "i2o."); in a net of
    /// several layers those of the only head, where it has no name. Default: null, that.
    /// </summary>
    public string? Head { get; init; }

    /// <summary>
    /// What stands, after <see cref="Prefix"/>, before the embedding's weight, instead of "embedding.". Default: null,
    /// that.
    /// </summary>
    public string? Embedding { get; init; }

    /// <summary>
    /// Of a net with several layers: what stands, after <see cref="Prefix"/>, before the tensors of a layer, by its name,
    /// instead of that name and a dot. Default: null, that for all of them.
    /// </summary>
    /// <example>
    /// <code>
    /// var net = Denoiser.Load(path, new WeightNames { Layers = new Dictionary&lt;string, string&gt; { ["vad"] = "vad_output." } });
    /// </code>
    /// </example>
    public IReadOnlyDictionary<string, string>? Layers { get; init; }

    /// <summary>
    /// Whether the names of the recurrent tensors end in the layer: weight_ih_l0. Those of torch.nn.GRUCell, LSTMCell and
    /// RNNCell do not: weight_ih, weight_hh, bias_ih, bias_hh; with false these are read and written, of a net with one layer
    /// and one direction. Default: true.
    /// </summary>
    public bool LayerSuffix { get; init; } = true;

    /// <summary>
    /// Whether a file may hold tensors that the model does not read, as those of other modules around it. Otherwise such a
    /// tensor is an error. The tensors that only a larger net of the kind has are an error all the same: of another layer,
    /// direction, bias, peephole or projection, under the names that are said here. Default: false.
    /// </summary>
    public bool AllowOthers { get; init; }

    /// <summary>torch's names for the bare layers: the default.</summary>
    internal static WeightNames Torch { get; } = new();

    /// <summary>The names with a prefix in front of all of them.</summary>
    /// <param name="prefix">The prefix, with the dot at its end.</param>
    public static implicit operator WeightNames(string prefix) => new() { Prefix = prefix };

    /// <summary>The name of a tensor in the file.</summary>
    internal string Of(ParameterTensor tensor) => Prefix + PropertyOf(tensor) switch
    {
        nameof(Head) when tensor.Layer.Length == 0 || Head is not null => (Head ?? WeightPart.DefaultPrefix(tensor)) + WeightPart.Leaf(tensor),
        nameof(Embedding) => (Embedding ?? WeightPart.DefaultPrefix(tensor)) + WeightPart.Leaf(tensor),
        nameof(Cell) => Cell + Leaf(tensor),
        _ => (Layers?.GetValueOrDefault(tensor.Layer) ?? tensor.Layer + ".") + Leaf(tensor),
    };

    /// <summary>
    /// Of a net whose layers have names: the property, <see cref="Cell"/> or <see cref="Head"/>, that is said and that no tensor
    /// takes; or null. Of one stack it says what a larger net's would be called.
    /// </summary>
    internal (string Property, string Value)? FirstUnused(ParameterTensor[] tensors)
    {
        bool IsUnused(string property) => Array.Exists(tensors, tensor => tensor.Layer.Length > 0) && !Array.Exists(tensors, tensor => PropertyOf(tensor) == property);
        return Cell is not null && IsUnused(nameof(Cell)) ? (nameof(Cell), Cell)
            : Head is not null && IsUnused(nameof(Head)) ? (nameof(Head), Head)
            : null;
    }

    /// <summary>The property that the name of a tensor takes: of a layer with a name of its own, Layers.</summary>
    private static string PropertyOf(ParameterTensor tensor) => WeightPart.Of(tensor.Role) switch
    {
        WeightPartKind.Head when tensor.Layer is "" or "head" => nameof(Head),
        _ when tensor.Layer.Length > 0 => nameof(Layers),
        WeightPartKind.Embedding => nameof(Embedding),
        _ => nameof(Cell),
    };

    /// <summary>Whether a tensor has no name without the layer: it is one of an upper layer, or of the backward direction.</summary>
    internal static bool NeedsLayer(ParameterTensor tensor) =>
        RecurrentName.Parse(tensor.Shape.Name) is { Layer: > 0 } or { Reverse: true };

    /// <summary>What of a tensor's name follows the prefix of its part.</summary>
    internal string Leaf(ParameterTensor tensor)
    {
        string leaf = WeightPart.Leaf(tensor);
        return LayerSuffix ? leaf : RecurrentName.Parse(leaf)?.Stem ?? leaf;
    }
}

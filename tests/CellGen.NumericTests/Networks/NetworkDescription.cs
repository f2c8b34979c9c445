using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Networks;

/// <summary>
/// A net of several layers: what a user types, and what follows from it by the attributes' documentation (names, sizes, what
/// reads what), worked out here without the generator.
/// </summary>
public sealed record NetworkDescription
{
    private NetworkNode[]? _nodes;

    /// <summary>The name of the class, and what test values are derived from.</summary>
    public required string Name { get; init; }

    /// <summary>The number of values of a step; the vocabulary where tokens are one-hot; what an embedding gives.</summary>
    public int Input { get; init; }

    /// <summary>The length of a sequence in tests.</summary>
    public int Steps { get; init; } = 5;

    /// <summary>"" for rows of numbers, or TokenInput, Embedding or Frozen.</summary>
    public string Tokens { get; init; } = "";

    /// <summary>The number of tokens of an embedding.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Whether there is StepMany.</summary>
    public bool Agents { get; init; } = true;

    /// <summary>Whether there is Backward.</summary>
    public bool Training { get; init; } = true;

    /// <summary>Whether a golden's sequence is given no state.</summary>
    public bool Rests { get; init; }

    /// <summary>The layers.</summary>
    public required NetworkLayer[] Layers { get; init; }

    /// <summary>The most elements of a tensor that a golden holds.</summary>
    public int Samples { get; init; }

    /// <summary>The layers in their places.</summary>
    public IReadOnlyList<NetworkNode> Nodes => _nodes ??= Resolve();

    /// <summary>The cells.</summary>
    public IReadOnlyList<NetworkNode> Cells => [.. Nodes.Where(node => node.IsCell)];

    /// <summary>The layers that have a state, in the order of a State's values.</summary>
    public IReadOnlyList<NetworkNode> States => [.. Nodes.Where(node => node.HasState)];

    /// <summary>The outputs, in order: the heads, or the layer at the end.</summary>
    public IReadOnlyList<NetworkNode> Outputs => Nodes.Any(node => node.IsHead) ? [.. Nodes.Where(node => node.IsHead)] : [Nodes[^1]];

    /// <summary>Whether the input is tokens.</summary>
    public bool ReadsTokens => Tokens.Length > 0;

    /// <summary>Whether sequences that are given no state begin with parameters.</summary>
    public bool TrainsInitialState => Nodes.Any(node => node.TrainsInitialState);

    /// <summary>Whether there is Step.</summary>
    public bool CanStep => Nodes.All(node => !node.Layer.Bidirectional && node.Layer.Over != HeadInput.MeanState);

    /// <summary>Whether a finite difference may meet a kink.</summary>
    public bool HasKinks => Nodes.Any(node => node.Layer.Nonlinearity is Nonlinearity.Relu or Nonlinearity.LeakyRelu or Nonlinearity.HardSigmoid or Nonlinearity.OnnxHardSigmoid);

    /// <summary>All parameters.</summary>
    public IEnumerable<ParameterShape> Tensors
    {
        get
        {
            ParameterShape[] table = Tokens is "Embedding" or "Frozen" ? [new("embedding.weight", Vocabulary, Input)] : [];
            return table.Concat(Nodes.SelectMany(node => node.Tensors));
        }
    }

    /// <summary>Those that are trained.</summary>
    public IEnumerable<ParameterShape> Trained => Tensors.Where(tensor => Tokens != "Frozen" || tensor.Name != "embedding.weight");

    /// <summary>The name of an output as an argument and as a result.</summary>
    public string NameOf(NetworkNode output) => Outputs.Count == 1 ? "output" : output.Name;

    /// <summary>The length of an output.</summary>
    public int OutputCount(NetworkNode output, int steps) => output.Size * (output.HasOneRow ? 1 : steps);

    /// <summary>A name as that of a member: noise_gru is NoiseGru.</summary>
    public static string Member(string name) => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <inheritdoc />
    public override string ToString() => Name;

    private static string KindOf(NetworkLayer layer) => (layer.Layer != "RecurrentCell" ? layer.Layer.Replace("DenseHead", "Head")
        : layer.Own ? "Cell" : layer.Kind.ToString()).ToLowerInvariant();

    private NetworkNode[] Resolve()
    {
        var nodes = new List<NetworkNode>();
        var numbers = new Dictionary<string, int> { ["input"] = -1 };
        int top = -1;
        int SizeOf(int source) => source < 0 ? Input : nodes[source].Size;
        foreach (NetworkLayer layer in Layers)
        {
            NetworkLayer[] alike = [.. Layers.Where(other => other.Layer == layer.Layer)];
            string kind = KindOf(layer);
            NetworkLayer[] unnamed = [.. Layers.Where(other => other.Name is null && KindOf(other) == kind)];
            string name = layer.Name ?? (unnamed.Length == 1 ? kind : kind + Array.FindIndex(unnamed, other => ReferenceEquals(other, layer)));
            bool bare = layer.Layer == "RecurrentCell" && layer.Name is null && alike.Length == 1;
            int[] sources = layer.Reads.Length > 0 ? [.. layer.Reads.Select(read => numbers[read])] : [top];
            int input = layer.Layer == "Concatenate" ? sources.Sum(SizeOf) : SizeOf(sources[0]);
            int size = layer.Layer switch
            {
                "RecurrentCell" => layer.ShapeOf(input).LayerOutput,
                "Dense" or "DenseHead" => layer.Output,
                "Conv1d" => layer.Output * layer.Positions,
                _ => input,
            };
            numbers.Add(name, nodes.Count);
            nodes.Add(new(layer, name, bare ? "" : name + ".", sources, input, size));
            top = layer.Layer == "DenseHead" ? top : nodes.Count - 1;
        }

        return [.. nodes];
    }
}

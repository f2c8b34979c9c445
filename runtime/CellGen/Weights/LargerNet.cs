using CellGen.Generated;

namespace CellGen;

/// <summary>
/// Knows, of a tensor that a net does not read, whether a larger net of the kind would: then it is the net's own part of the
/// file, and without it the net would compute something else.
/// </summary>
internal sealed class LargerNet(IReadOnlyList<ParameterTensor> tensors, WeightNames names)
{
    private const string ConcatenatedWeight = "i2h.weight";
    private const string ConcatenatedBias = "i2h.bias";

    private readonly RecurrentName[] _own =
        [.. tensors.Select(tensor => RecurrentName.Parse(WeightPart.Leaf(tensor))).OfType<RecurrentName>()];

    /// <summary>What the net was declared with or without, so that it has not the tensor; null for a tensor of something else.</summary>
    public string? DeclaredAs(string name)
    {
        if (OfLayers(name) is { } layer)
        {
            return layer;
        }

        if (First(WeightPartKind.Cell) is not null && Rest(names.Cell ?? "", name) is { } recurrent && OfCell(recurrent) is { } declared)
        {
            return declared;
        }

        var head = First(WeightPartKind.Head);
        if (Rest(names.Head ?? Usual(head), name) is "weight" or "bias")
        {
            return head is null ? "without [DenseHead]" : "with [DenseHead(Bias = false)]";
        }

        return First(WeightPartKind.Embedding) is null && names.Embedding is { } table && Rest(table, name) == "weight"
            ? "without [Embedding]"
            : null;
    }

    /// <summary>The same for the layers that have names, each of which has a prefix of its own.</summary>
    private string? OfLayers(string name)
    {
        foreach (var layer in tensors.Where(tensor => tensor.Layer.Length > 0).GroupBy(tensor => tensor.Layer))
        {
            var first = layer.First();
            string prefix = names.Of(first)[..^names.Leaf(first).Length];
            string? rest = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
            string? declared = WeightPart.Of(first.Role) == WeightPartKind.Cell && rest is not null ? new LargerNet([.. layer], names).OfCell(rest)
                : rest == "bias" ? "with Bias = false"
                : null;
            if (declared is not null)
            {
                return $"{declared} for {layer.Key}";
            }
        }

        return null;
    }

    private string? OfCell(string name)
    {
        if (name == ConcatenatedBias && tensors.Any(tensor => tensor.Shape.Name == ConcatenatedWeight))
        {
            return "with Bias = false";
        }

        return RecurrentName.Parse(name, names.LayerSuffix, _own.Select(own => own.Stem).ToHashSet()) is { } larger ? OfCell(larger) : null;
    }

    private string OfCell(RecurrentName larger)
    {
        int layers = 1 + _own.Select(own => own.Layer).DefaultIfEmpty().Max();
        if (larger.Layer >= layers)
        {
            return $"with Layers = {layers}";
        }

        if (larger.Reverse && !_own.Any(own => own.Reverse))
        {
            return "without Bidirectional";
        }

        return larger.Stem switch
        {
            "bias_ih" or "bias_hh" when !Has("bias_ih") => "with Bias = false",
            "weight_hr" => "without Projection",
            "weight_ci" when Has("weight_cf") => "with CoupledGates",
            "weight_ci" or "weight_cf" or "weight_co" => "without Peephole",
            "h0" or "c0" when !Has("h0") => "without InitialState.Trained",
            _ => "with a Kind that has no such tensor",
        };
    }

    private bool Has(string stem) => Array.Exists(_own, own => own.Stem == stem);

    /// <summary>The first tensor of a part that is no layer with a name.</summary>
    private ParameterTensor? First(WeightPartKind kind) =>
        tensors.FirstOrDefault(tensor => tensor.Layer.Length == 0 && WeightPart.Of(tensor.Role) == kind);

    /// <summary>Where its prefix was not said, a part that the net has not is none of its own: head.weight is then another module's.</summary>
    private static string? Usual(ParameterTensor? part) => part is null ? null : WeightPart.DefaultPrefix(part);

    /// <summary>What follows a part's prefix in a name; null where the name does not begin with it.</summary>
    private string? Rest(string? prefix, string name) =>
        prefix is not null && name.StartsWith(names.Prefix + prefix, StringComparison.Ordinal)
            ? name[(names.Prefix.Length + prefix.Length)..]
            : null;
}

using CellGen.Generated;

namespace CellGen;

/// <summary>
/// Says, where a tensor is missing, under which prefix the file seems to have it, or whether it has it as a torch.nn.GRUCell
/// would. It goes into a message; what is loaded it never decides.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="tensors">The model's tensors.</param>
/// <param name="asked">The names under which they are missing.</param>
/// <param name="names">The names among which others are looked for: the same, with the layer at their ends or without.</param>
internal sealed class WeightNameSuggestion(
    SafeTensorsFile file, IReadOnlyList<ParameterTensor> tensors, WeightNames asked, WeightNames names)
{
    /// <summary>For the names as they were asked for.</summary>
    public WeightNameSuggestion(SafeTensorsFile file, IReadOnlyList<ParameterTensor> tensors, WeightNames asked)
        : this(file, tensors, asked, asked)
    {
    }

    /// <summary>
    /// "the file has model.rnn.weight_ih_l0: pass the prefix …", or null where no other prefix finds more of the tensor's
    /// part of the model.
    /// </summary>
    public string? For(ParameterTensor missing) => Found(missing) ?? FoundOtherwise(missing);

    /// <summary>The same, of a net with one layer and one direction, where the file's names end in a layer and should not, or should.</summary>
    private string? FoundOtherwise(ParameterTensor missing) =>
        WeightPart.Of(missing.Role) != WeightPartKind.Cell || tensors.Any(WeightNames.NeedsLayer)
            ? null
            : new WeightNameSuggestion(file, tensors, asked, asked with { LayerSuffix = !asked.LayerSuffix }).Found(missing);

    private string? Found(ParameterTensor missing)
    {
        string[] prefixes = Prefixes(missing);
        string found = "the file has " + string.Join(" and ", prefixes.Select(prefix => prefix + names.Leaf(missing)));
        return prefixes.Length switch
        {
            0 => null,
            1 => $"{found}: pass {Advice()}",
            _ => $"{found}: pass the names of the one that is meant, such as {Written(missing, prefixes[0])}",
        };
    }

    /// <summary>What to pass so that all parts are found, as far as each has one prefix.</summary>
    private string Advice()
    {
        var found = new List<(ParameterTensor Tensor, string Prefix)>();
        foreach (var part in tensors.GroupBy(PartOf))
        {
            var tensor = part.First();
            string[] prefixes = part.All(Present) ? [Current(tensor)] : Prefixes(part.First(each => !Present(each)));
            if (prefixes.Length == 1)
            {
                found.Add((tensor, prefixes[0]));
            }
        }

        string? common = Common(found[0].Tensor, found[0].Prefix);
        if (common is not null && found.TrueForAll(part => Common(part.Tensor, part.Prefix) == common))
        {
            return Suffix is { } suffix ? $"new WeightNames {{ {(common.Length == 0 ? "" : $"Prefix = \"{common}\", ")}{suffix} }}"
                : common.Length == 0 ? "no prefix"
                : $"the prefix \"{common}\"";
        }

        return Written([.. found]);
    }

    /// <summary>The prefixes under which the file has more of a tensor's part than under the present one: those with the most.</summary>
    private string[] Prefixes(ParameterTensor missing)
    {
        var kind = PartOf(missing);
        ParameterTensor[] part = [.. tensors.Where(tensor => PartOf(tensor) == kind)];
        int present = part.Count(tensor => file.TryGet(asked.Of(tensor), out _));
        var best = file.Tensors
            .Where(tensor => IsNamed(tensor, missing))
            .Select(tensor => tensor.Name[..^names.Leaf(missing).Length])
            .Select(prefix => (Prefix: prefix, Count: part.Count(tensor => file.TryGet(prefix + names.Leaf(tensor), out var found) && (!NeedsShape(tensor) || HasShape(found, tensor)))))
            .Where(candidate => candidate.Count > present)
            .GroupBy(candidate => candidate.Count)
            .MaxBy(group => group.Key);
        string[] prefixes = best is null ? [] : [.. best.Select(candidate => candidate.Prefix)];
        string[] usual = [.. prefixes.Where(prefix => Common(missing, prefix) is not null)];
        return usual.Length == 1 ? usual : prefixes;
    }

    /// <summary>
    /// Whether a name ends with that of a tensor. "weight" alone says little: a head's or an embedding's must have the
    /// shape too, and so must those of a layer among others.
    /// </summary>
    private bool IsNamed(SafeTensor candidate, ParameterTensor tensor)
    {
        string leaf = names.Leaf(tensor);
        if (!NeedsShape(tensor))
        {
            return candidate.Name.EndsWith(leaf, StringComparison.Ordinal);
        }

        return (candidate.Name == leaf || candidate.Name.EndsWith('.' + leaf, StringComparison.Ordinal)) && HasShape(candidate, tensor);
    }

    private static bool NeedsShape(ParameterTensor tensor) => tensor.Layer.Length > 0 || WeightPart.Of(tensor.Role) != WeightPartKind.Cell;

    private static bool HasShape(SafeTensor candidate, ParameterTensor tensor) => candidate.Shape.SequenceEqual(tensor.Shape.ToLengths());

    /// <summary>What has one prefix: a layer with a name, or one of the parts of a net without.</summary>
    private static (WeightPartKind Kind, string Layer) PartOf(ParameterTensor tensor) => (WeightPart.Of(tensor.Role), tensor.Layer);

    private bool Present(ParameterTensor tensor) => file.TryGet(names.Of(tensor), out _);

    /// <summary>The prefix that a tensor's part has now.</summary>
    private string Current(ParameterTensor tensor) => names.Of(tensor)[..^names.Leaf(tensor).Length];

    /// <summary>The prefix of all names that gives a part this one; null where the part would need another name too.</summary>
    private static string? Common(ParameterTensor tensor, string prefix)
    {
        string usual = WeightPart.DefaultPrefix(tensor);
        return prefix.EndsWith(usual, StringComparison.Ordinal) ? prefix[..^usual.Length] : null;
    }

    /// <summary>What the names must say of the layer; null where it is the default, and was asked for.</summary>
    private string? Suffix => names.LayerSuffix && asked.LayerSuffix ? null : $"LayerSuffix = {(names.LayerSuffix ? "true" : "false")}";

    private string Written(ParameterTensor tensor, string prefix) => Written((tensor, prefix));

    private string Written(params (ParameterTensor Tensor, string Prefix)[] parts)
    {
        var bare = parts.Where(part => part.Tensor.Layer.Length == 0).Select(part => $"{WeightPart.Of(part.Tensor.Role)} = \"{part.Prefix}\"");
        string[] layers =
        [
            .. parts.Where(part => part.Tensor.Layer.Length > 0 && part.Prefix != WeightPart.DefaultPrefix(part.Tensor))
                .Select(part => $"[\"{part.Tensor.Layer}\"] = \"{part.Prefix}\""),
        ];
        string? dictionary = layers.Length == 0 ? null : $"Layers = new Dictionary<string, string> {{ {string.Join(", ", layers)} }}";
        return $"new WeightNames {{ {string.Join(", ", bare.Append(dictionary).Append(Suffix).OfType<string>())} }}";
    }
}

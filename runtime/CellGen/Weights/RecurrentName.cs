using System.Globalization;

namespace CellGen;

/// <summary>A recurrent tensor's name in its parts: weight_ih_l1_reverse is the weight_ih of layer 1, backwards.</summary>
internal readonly struct RecurrentName(string stem, int layer, bool reverse)
{
    /// <summary>The name without layer and direction, as torch.nn.GRUCell has it.</summary>
    public readonly string Stem = stem;

    /// <summary>The layer.</summary>
    public readonly int Layer = layer;

    /// <summary>Whether it belongs to the backward direction.</summary>
    public readonly bool Reverse = reverse;

    /// <summary>Every stem that a recurrent tensor of some kind of cell has.</summary>
    private static readonly HashSet<string> Stems =
        ["weight_ih", "weight_hh", "weight_hr", "weight_ci", "weight_cf", "weight_co", "bias_ih", "bias_hh", "h0", "c0"];

    private const string LayerMark = "_l";
    private const string ReverseMark = "_reverse";

    /// <summary>Takes a name apart; null where no recurrent tensor has it.</summary>
    /// <param name="name">The name, without a prefix.</param>
    /// <param name="layerSuffix">Whether it must end in the layer; otherwise it must not.</param>
    /// <param name="own">Further stems: those of a net whose cell is the user's own.</param>
    public static RecurrentName? Parse(string name, bool layerSuffix, IReadOnlySet<string>? own = null)
    {
        bool IsStem(string stem) => Stems.Contains(stem) || own?.Contains(stem) == true;
        if (!layerSuffix)
        {
            return IsStem(name) ? new RecurrentName(name, 0, reverse: false) : null;
        }

        return Parse(name) is { } parsed && IsStem(parsed.Stem) ? parsed : null;
    }

    /// <summary>Takes the name of a net's own tensor apart, whatever its stem; null where it is none of a layer.</summary>
    public static RecurrentName? Parse(string name)
    {
        bool reverse = name.EndsWith(ReverseMark, StringComparison.Ordinal);
        string forward = reverse ? name[..^ReverseMark.Length] : name;
        int mark = forward.LastIndexOf(LayerMark, StringComparison.Ordinal);
        return mark > 0
            && int.TryParse(forward.AsSpan(mark + LayerMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int layer)
            ? new RecurrentName(forward[..mark], layer, reverse)
            : null;
    }
}

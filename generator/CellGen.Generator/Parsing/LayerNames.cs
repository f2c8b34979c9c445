using System.Globalization;
using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Parsing;

/// <summary>
/// The names of the layers of a net: what joins call them, what their tensors' names begin with, and what generated code calls
/// them. Those without a name of the user's are called by their kind, with a number where there are several.
/// </summary>
internal sealed class LayerNames
{
    /// <summary>Names of generated methods' other arguments and variables, and of State's other members.</summary>
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase)
    {
        "input", "tokens", "token", "state", "states", "tape", "workspace", "gradient", "lengths", "layout", "memory", "batch", "steps",
        "hidden", "cell", "valueCount", "copyTo", "copyFrom", "equals", "getHashCode", "getType", "toString", "finalize", "memberwiseClone", "at",
        "parameters", "vocabulary", "stateGradient", "stateGradients", "wantsInput", "ones", "rows", "group", "chunk", "window", "sequence", "wanted", "firstSequence", "sequenceCount", "firstAgent", "agentCount",
    };

    /// <summary>What generated code adds to a name for what belongs to it.</summary>
    private static readonly string[] Endings = ["Stride", "Step", "Batch", "Rows", "RowsState"];

    private readonly Dictionary<AttributeData, string> _names = [];
    private readonly Dictionary<AttributeData, string> _tensors = [];

    public LayerNames(IReadOnlyList<LayerAttribute> layers)
    {
        var members = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var layer in layers.OrderByDescending(layer => layer.Reader.Text("Name") is not null))
        {
            string? said = layer.Reader.Text("Name");
            if (said is not null && (!IsUsable(said) || EndsAsVariable(layer, said, layers)))
            {
                layer.Reader.Report(new Mistake(Descriptors.LayerName, said) { Argument = "Name" });
                said = null;
            }
            else if (said is not null && !members.Add(Member(said)))
            {
                layer.Reader.Report(new Mistake(Descriptors.LayerNameTwice, said) { Argument = "Name" });
                said = null;
            }

            string name = said ?? Default(layer, layers, members);
            members.Add(Member(name) + PartOf(layer.Kind));
            _names[layer.Data] = name;
            bool bare = said is null && layers.Count(other => other.Kind == layer.Kind) == 1 && layer.Kind is LayerAttributeKind.Cell or LayerAttributeKind.Head;
            _tensors[layer.Data] = bare ? "" : name;
        }
    }

    /// <summary>The name by which others read a layer.</summary>
    public string Of(AttributeData layer) => _names[layer];

    /// <summary>The layer of that name, or null.</summary>
    public AttributeData? Find(string name) => _names.FirstOrDefault(entry => entry.Value == name).Key;

    /// <summary>What the tensors' names begin with; empty where torch's own, or head, are enough.</summary>
    public string TensorsOf(LayerAttribute layer) => _tensors[layer.Data];

    /// <summary>Its name as that of a member.</summary>
    public string MemberOf(LayerAttribute layer) => Member(_names[layer.Data]);

    /// <summary>The name of what stands before a layer and belongs to it: the windows of a convolution, the row that a head reads.</summary>
    public string PartOf(LayerAttribute layer) => MemberOf(layer) + PartOf(layer.Kind);

    /// <summary>Its name as that of an argument.</summary>
    public string ArgumentOf(LayerAttribute layer)
    {
        string member = MemberOf(layer);
        string name = char.ToLowerInvariant(member[0]) + member.Substring(1);
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }

    private static string PartOf(LayerAttributeKind kind) => kind == LayerAttributeKind.Conv1d ? "Windows" : "Input";

    private static bool IsUsable(string name) =>
        SyntaxFacts.IsValidIdentifier(name) && name.All(letter => letter < 128) && !Taken.Contains(Member(name)) && char.IsLetter(Member(name)[0]);

    /// <summary>Whether the argument of an output is a variable of another layer's.</summary>
    private static bool EndsAsVariable(LayerAttribute layer, string name, IReadOnlyList<LayerAttribute> layers)
    {
        string[] own = [.. Endings.Where(ending => Member(name).EndsWith(ending, StringComparison.OrdinalIgnoreCase)).Select(ending => Member(name).Substring(0, Member(name).Length - ending.Length))];
        return layer.Kind == LayerAttributeKind.Head
            && layers.Select(other => other.Reader.Text("Name")).Append("input").Append("tokens").Any(other => other is not null && own.Contains(Member(other), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>noise_gru is NoiseGru.</summary>
    private static string Member(string name)
    {
        string member = string.Concat(name.Split(['_'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        return member.Length == 0 ? "_" : member;
    }

    /// <summary>What a layer without a name is called after.</summary>
    private static string KindOf(LayerAttribute layer) =>
        layer.Kind != LayerAttributeKind.Cell ? layer.Kind.ToString().ToLowerInvariant()
        : layer.Reader.Has("Equations") ? "cell"
        : new AttributeReader(layer.Data, _ => { }).Enum<CellKind>("Kind").ToString().ToLowerInvariant();

    private static string Default(LayerAttribute layer, IReadOnlyList<LayerAttribute> layers, HashSet<string> members)
    {
        string kind = KindOf(layer);
        bool isOnly = layers.Count(other => other.Reader.Text("Name") is null && KindOf(other) == kind) == 1;
        if (isOnly && !Taken.Contains(kind) && members.Add(Member(kind)))
        {
            return kind;
        }

        for (int number = 0; ; number++)
        {
            string name = kind + number.ToString(CultureInfo.InvariantCulture);
            if (members.Add(Member(name)))
            {
                return name;
            }
        }
    }
}

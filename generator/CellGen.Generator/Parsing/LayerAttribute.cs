using CellGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CellGen.Generator.Parsing;

/// <summary>The attributes that are layers.</summary>
internal enum LayerAttributeKind
{
    Cell,
    Dense,
    Conv1d,
    Head,
    Concatenate,
    Add,
    Activation,
}

/// <summary>An attribute of a class that is a layer of its net.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Data">The attribute.</param>
/// <param name="Reader">Its arguments.</param>
internal sealed record LayerAttribute(LayerAttributeKind Kind, AttributeData Data, AttributeReader Reader)
{
    private static readonly Dictionary<string, LayerAttributeKind> Kinds = new()
    {
        [ModelParser.CellAttribute] = LayerAttributeKind.Cell,
        ["CellGen.DenseAttribute"] = LayerAttributeKind.Dense,
        ["CellGen.Conv1dAttribute"] = LayerAttributeKind.Conv1d,
        [ModelParser.HeadAttribute] = LayerAttributeKind.Head,
        ["CellGen.ConcatenateAttribute"] = LayerAttributeKind.Concatenate,
        ["CellGen.AddAttribute"] = LayerAttributeKind.Add,
        ["CellGen.ActivationAttribute"] = LayerAttributeKind.Activation,
    };

    /// <summary>The names of the layers that a join reads.</summary>
    public IReadOnlyList<string> Layers => Data.ConstructorArguments.Length == 1 && Data.ConstructorArguments[0] is { Kind: TypedConstantKind.Array, IsNull: false } names
        ? [.. names.Values.Select(name => name.Value as string ?? "")]
        : [];

    /// <summary>Where one of these names is; null where they are no list of arguments.</summary>
    public Location? PlaceOf(int name) =>
        Data.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: var arguments }
        && arguments.Where(argument => argument.NameEquals is null).ToList() is var names && names.Count == Layers.Count
            ? names[name].GetLocation()
            : null;

    /// <summary>The layers of a class, in the order of their attributes; those of one declaration, the first.</summary>
    public static List<LayerAttribute> Of(INamedTypeSymbol type, Action<Mistake> report)
    {
        var layers = new List<LayerAttribute>();
        SyntaxNode? declaration = null;
        foreach (var data in type.GetAttributes())
        {
            if (data.AttributeClass is null || !Kinds.TryGetValue(data.AttributeClass.ToDisplayString(), out var kind))
            {
                continue;
            }

            // An attribute is in a list, and that on a declaration.
            var place = data.ApplicationSyntaxReference?.GetSyntax().Parent?.Parent;
            declaration ??= place;
            if (place == declaration)
            {
                layers.Add(new LayerAttribute(kind, data, new AttributeReader(data, report)));
            }
            else
            {
                report(new Mistake(Descriptors.LayersApart, type.Name) { Attribute = data });
            }
        }

        return layers;
    }
}

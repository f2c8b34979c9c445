using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CellGen.Generator.Parsing;

/// <summary>Reads where the generated part of a class goes.</summary>
internal static class TypeParser
{
    private static readonly SymbolDisplayFormat NamespaceFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <returns>Null where no part can be added to the class; then a mistake has been reported.</returns>
    public static TypeSpec? Parse(INamedTypeSymbol type, Action<Mistake> report)
    {
        if (type.IsGenericType || ContainersOf(type).Any(container => container.IsGenericType))
        {
            report(new Mistake(Descriptors.Generic, type.Name));
            return null;
        }

        if (type.IsStatic)
        {
            report(new Mistake(Descriptors.Static, type.Name));
            return null;
        }

        foreach (var part in ContainersOf(type).Prepend(type))
        {
            if (!IsPartial(part))
            {
                report(new Mistake(Descriptors.NotPartial, part.Name) { Type = part });
                return null;
            }
        }

        string name = Escape(type.Name);
        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(NamespaceFormat);
        var containers = ContainersOf(type).Reverse().ToArray();
        return new TypeSpec(
            space,
            new EquatableArray<string>([.. containers.Select(Declaration)]),
            Declaration(type),
            name,
            string.Join(".", (space.Length == 0 ? [] : new[] { space.Replace("@", "") })
                .Concat(containers.Select(container => container.Name))
                .Append(type.Name)));
    }

    private static IEnumerable<INamedTypeSymbol> ContainersOf(INamedTypeSymbol type)
    {
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            yield return container;
        }
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.All(reference =>
        reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Declaration(INamedTypeSymbol type)
    {
        string keyword = (type.TypeKind, type.IsRecord) switch
        {
            (TypeKind.Struct, true) => "record struct",
            (TypeKind.Struct, false) => "struct",
            (TypeKind.Interface, _) => "interface",
            (_, true) => "record",
            _ => "class",
        };
        return $"partial {keyword} {Escape(type.Name)}";
    }

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}

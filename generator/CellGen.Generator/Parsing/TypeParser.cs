using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CellGen.Generator.Parsing;

/// <summary>Reads where the generated part of a class goes.</summary>
internal static class TypeParser
{
    /// <returns>Null where no part can be added to the class; then a mistake has been reported.</returns>
    public static TypeSpec? Parse(INamedTypeSymbol type, Compilation compilation, Action<Mistake> report)
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
                report(new Mistake(Descriptors.NotPartial, part.Name) { Symbol = part });
                return null;
            }
        }

        if (ClassShape.MistakeOf(type, compilation) is { } mistake)
        {
            report(mistake);
            return null;
        }

        string[] spaces = [.. NamespacesOf(type).Reverse()];
        var containers = ContainersOf(type).Reverse().ToArray();
        return new TypeSpec(
            string.Join(".", spaces.Select(Escape)),
            new EquatableArray<string>([.. containers.Select(Declaration)]),
            Declaration(type),
            Escape(type.Name),
            string.Join(".", spaces.Concat(containers.Select(container => container.Name)).Append(type.Name)))
        {
            HasParameterlessConstructor = Constructors.Of(type).Any(constructor => constructor.Parameters.IsEmpty),
            HasGeneratedCode = ModelParser.Find(type, "System.CodeDom.Compiler.GeneratedCodeAttribute") is not null,
            DrawsInConstructors = Constructors.Of(type).Any(constructor => !Constructors.CallsAnother(constructor)),
        };
    }

    private static IEnumerable<string> NamespacesOf(INamedTypeSymbol type)
    {
        for (var space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            yield return space.Name;
        }
    }

    private static IEnumerable<INamedTypeSymbol> ContainersOf(INamedTypeSymbol type)
    {
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            yield return container;
        }
    }

    // Top-level statements are a part of Program without a declaration.
    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .All(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

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

    /// <summary>With an @ it is no keyword in any place, and no type of ours to be written in full.</summary>
    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None
        && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
        && !ImportedTypes.Namespaces.ContainsKey(name) ? name : "@" + name;
}

using CellGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CellGen.Generator.Parsing;

/// <summary>Finds what in the shape of a class, or around it, keeps it from being a network, and says what to do instead.</summary>
internal static class ClassShape
{
    /// <summary>"required string Name": modifiers as text, since the oldest compiler has no property for this one.</summary>
    private static readonly SymbolDisplayFormat WithModifiers = new(memberOptions: SymbolDisplayMemberOptions.IncludeModifiers);

    /// <summary>The one mistake to report, or null.</summary>
    public static Mistake? MistakeOf(INamedTypeSymbol type, Compilation compilation)
    {
        if (compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp10 and var version })
        {
            return new Mistake(Descriptors.LanguageTooOld, version.ToDisplayString());
        }

        string? reason = ReasonOf(type) ?? BaseReasonOf(type, compilation) ?? SurroundingsReasonOf(type, compilation);
        return reason is null ? null : new Mistake(Descriptors.Shape, type.Name, reason);
    }

    private static string? ReasonOf(INamedTypeSymbol type)
    {
        if (type.IsRecord)
        {
            return "is a record, whose copies (with) would share the weights; make it a class";
        }

        if (HasPrimaryConstructor(type))
        {
            return "has a primary constructor, which every other constructor must call and Load cannot; declare an ordinary constructor, with : this(seed)";
        }

        if (type.IsAbstract)
        {
            return "is abstract, and Load creates one; remove the modifier, or derive a network from the abstract class";
        }

        for (INamedTypeSymbol? container = type; container is not null; container = container.ContainingType)
        {
            if (DeclarationsOf(container).Any(declaration => declaration.Modifiers.Any(modifier => modifier.ValueText == "file")))
            {
                return "is in a file-local type, to which no other file can add a network; make it internal, or private in another class";
            }
        }

        return null;
    }

    private static string? BaseReasonOf(INamedTypeSymbol type, Compilation compilation)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType)
        {
            if (part.GetMembers().FirstOrDefault(IsRequired) is { } required)
            {
                return $"has the required member '{required.Name}', which Load cannot set; make it optional";
            }
        }

        for (var part = type.BaseType; part is not null; part = part.BaseType)
        {
            if (part.GetTypeMembers(type.Name).Any())
            {
                return $"derives from '{part.Name}', which has a type of the same name in it; rename one";
            }

            if (ModelParser.Find(part, ModelParser.CellAttribute) is not null)
            {
                return $"derives from '{part.Name}', which is a network itself; hold one in a field, or give both a common base without a network";
            }
        }

        return type.BaseType is null or { TypeKind: TypeKind.Error } || type.BaseType.InstanceConstructors.Any(constructor =>
            constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams) && compilation.IsSymbolAccessibleWithin(constructor, type))
            ? null
            : $"derives from '{type.BaseType.Name}', which has no constructor without parameters for Load to call; give it one, protected at least";
    }

    /// <summary>Generated text begins its names with global::System and global::CellGen, and has a few words that are no keywords.</summary>
    private static string? SurroundingsReasonOf(INamedTypeSymbol type, Compilation compilation)
    {
        foreach (string root in new[] { "System", "CellGen" })
        {
            if (compilation.Assembly.GlobalNamespace.GetTypeMembers(root, 0).Any())
            {
                return $"is in a project with a type called {root} outside any namespace, which hides the namespace {root}; put the type into a namespace";
            }
        }

        var attribute = ModelParser.Find(type, ModelParser.CellAttribute)?.AttributeClass?.ContainingAssembly;
        if (attribute is not null && compilation.GetMetadataReference(attribute)?.Properties.Aliases is { IsDefaultOrEmpty: false } aliases && !aliases.Contains("global"))
        {
            return $"is in a project that refers to CellGen under the alias {aliases[0]} alone; add the alias global to the reference";
        }

        return UserNames.TakenWord(type, compilation) is { } word
            ? $"is where '{word}' is the name of something else, and generated code has the word; rename it"
            : null;
    }

    private static bool HasPrimaryConstructor(INamedTypeSymbol type) =>
        DeclarationsOf(type).Any(declaration => declaration.ChildNodes().Any(node => node is ParameterListSyntax));

    private static bool IsRequired(ISymbol member) =>
        member is IPropertySymbol or IFieldSymbol && member.ToDisplayString(WithModifiers).Split(' ').Contains("required");

    private static IEnumerable<TypeDeclarationSyntax> DeclarationsOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>();
}

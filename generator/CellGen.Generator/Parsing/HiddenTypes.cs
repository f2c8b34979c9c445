using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CellGen.Generator.Parsing;

/// <summary>
/// Finds what generated text could not name briefly, because the user's code has something else of that name. Its using
/// directives are within its namespace, so that outer namespaces and global using directives hide nothing; outside any
/// namespace they stand beside the global ones.
/// </summary>
internal static class HiddenTypes
{
    /// <summary>The names of <see cref="ImportedTypes"/> that mean something else inside a class.</summary>
    public static EquatableArray<string> Of(INamedTypeSymbol type, Compilation compilation)
    {
        var space = compilation.GetCompilationNamespace(type.ContainingNamespace) ?? type.ContainingNamespace;
        string spaceName = space.ToDisplayString();
        List<(string Name, INamespaceSymbol Space)> imported =
        [
            .. from name in ImportedTypes.Namespaces.Values.Distinct()
               let found = Find(compilation.GlobalNamespace, name)
               where found is not null
               select (name, found),
        ];
        var aliases = space.IsGlobalNamespace ? AliasesOf(type) : [];
        return new EquatableArray<string>([.. ImportedTypes.Namespaces
            .Where(entry => IsHidden(entry.Key, entry.Value)
                || (ImportedTypes.Attributes.Contains(entry.Key) && IsHidden(entry.Key + "Attribute", entry.Value)))
            .Select(entry => entry.Key)]);

        bool IsHidden(string name, string from) =>
            UserNames.MembersOf(type, name).Any()
            || (spaceName != from && space.GetMembers(name).Any())
            || imported.Exists(other => other.Name != from && !other.Space.GetTypeMembers(name).IsEmpty)
            || (space.IsGlobalNamespace && (aliases.Contains(name) || UserNames.Outside(type, compilation, name).Any(symbol => !IsOf(symbol, from))));
    }

    private static bool IsOf(ISymbol symbol, string space) =>
        symbol is INamedTypeSymbol { ContainingType: null } && symbol.ContainingNamespace.ToDisplayString() == space;

    /// <summary>An alias of the file hides what global using directives import, and is not in our files.</summary>
    private static HashSet<string> AliasesOf(INamedTypeSymbol type) => [.. type.DeclaringSyntaxReferences
        .SelectMany(reference => ((CompilationUnitSyntax)reference.SyntaxTree.GetRoot()).Usings)
        .Select(directive => directive.Alias?.Name.Identifier.ValueText)
        .OfType<string>()];

    private static INamespaceSymbol? Find(INamespaceSymbol root, string name) => name.Split('.').Aggregate(
        (INamespaceSymbol?)root, (space, part) => space?.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault());
}

using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>Finds what generated text could not name briefly, because the user's code has something else of that name.</summary>
internal static class HiddenTypes
{
    /// <summary>The names of <see cref="ImportedTypes"/> that mean something else inside a class.</summary>
    public static EquatableArray<string> Of(INamedTypeSymbol type, Compilation compilation)
    {
        var scopes = ScopesOf(type, compilation).ToList();
        return new EquatableArray<string>([.. ImportedTypes.Namespaces
            .Where(entry => scopes.Any(scope => !scope.GetMembers(entry.Key).IsEmpty && scope.ToDisplayString() != entry.Value))
            .Select(entry => entry.Key)]);
    }

    /// <summary>What is searched for a name before the using directives are: the types around it, their bases, the namespaces.</summary>
    private static IEnumerable<INamespaceOrTypeSymbol> ScopesOf(INamedTypeSymbol type, Compilation compilation)
    {
        for (INamedTypeSymbol? container = type; container is not null; container = container.ContainingType)
        {
            for (INamedTypeSymbol? part = container; part is { SpecialType: not SpecialType.System_Object }; part = part.BaseType)
            {
                yield return part;
            }
        }

        for (var space = type.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            // With the types of other assemblies.
            yield return compilation.GetCompilationNamespace(space) ?? space;
        }
    }
}

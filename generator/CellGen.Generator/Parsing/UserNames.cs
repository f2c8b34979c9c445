using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CellGen.Generator.Parsing;

/// <summary>What a name means where a class is declared.</summary>
internal static class UserNames
{
    /// <summary>Words of generated text that mean something else where a type, or a method, has their name.</summary>
    private static readonly string[] Words = ["var", "nint", "nameof"];

    /// <summary>The first of these words that is a name here, or null.</summary>
    public static string? TakenWord(INamedTypeSymbol type, Compilation compilation) => Words.FirstOrDefault(word =>
        MembersOf(type, word).Concat(Outside(type, compilation, word)).Any(symbol => symbol is ITypeSymbol or IAliasSymbol == (word != "nameof")));

    /// <summary>The members of that name of the types around a class, of the class itself, and of their bases.</summary>
    public static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? container = type; container is not null; container = container.ContainingType)
        {
            for (INamedTypeSymbol? part = container; part is { SpecialType: not SpecialType.System_Object }; part = part.BaseType)
            {
                foreach (var member in part.GetMembers(name))
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>
    /// What the compiler finds under a name outside the types around a class: in namespaces and in using directives, the
    /// global ones and those of the file.
    /// </summary>
    public static IEnumerable<ISymbol> Outside(INamedTypeSymbol type, Compilation compilation, string name)
    {
        while (type.ContainingType is not null)
        {
            type = type.ContainingType;
        }

        var declaration = type.DeclaringSyntaxReferences.First(reference => reference.GetSyntax() is TypeDeclarationSyntax);
        return compilation.GetSemanticModel(declaration.SyntaxTree).LookupSymbols(declaration.Span.Start, name: name);
    }
}

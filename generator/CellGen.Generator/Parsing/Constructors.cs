using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CellGen.Generator.Parsing;

/// <summary>The constructors that a user's part of a class declares.</summary>
internal static class Constructors
{
    /// <summary>Those of instances, without what the compiler or the generator adds.</summary>
    public static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol type) =>
        type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared && !GeneratedTree.Holds(constructor));

    /// <summary>Whether a constructor calls another of its class: this(…).</summary>
    public static bool CallsAnother(IMethodSymbol constructor) => new[] { constructor, constructor.PartialImplementationPart }
        .SelectMany(part => part is null ? Enumerable.Empty<SyntaxReference>() : part.DeclaringSyntaxReferences)
        .Any(reference => reference.GetSyntax() is ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer });
}

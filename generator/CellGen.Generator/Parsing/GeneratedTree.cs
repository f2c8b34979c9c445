using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>Tells our part of a class from the user's: the analyzer sees both.</summary>
internal static class GeneratedTree
{
    /// <summary>Whether a member was generated here. The compiler's paths of generated files name the generator.</summary>
    public static bool Holds(ISymbol member) => member.DeclaringSyntaxReferences.Any(reference =>
        reference.SyntaxTree.FilePath.Contains(typeof(CellGenerator).FullName!));
}

using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Diagnostics;

/// <summary>Something wrong in a user's declaration, before it has a place in the text.</summary>
internal sealed record Mistake(DiagnosticDescriptor Descriptor, params object[] Arguments)
{
    /// <summary>A fault of CellGen's own.</summary>
    public static Mistake Failure(string type, Exception exception) =>
        new(Descriptors.Failed, type, $"{exception.GetType().Name}: {exception.Message}");

    /// <summary>The attribute that holds the mistake; null where the class itself does.</summary>
    public AttributeData? Attribute { get; init; }

    /// <summary>The type or member that holds it, where that is not the class with the attribute.</summary>
    public ISymbol? Symbol { get; init; }

    /// <summary>The named argument that holds it, or null.</summary>
    public string? Argument { get; init; }

    /// <summary>The expression that holds it, of a user's equations or of a name of a layer, or null.</summary>
    public Location? Place { get; init; }
}

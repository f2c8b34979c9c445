using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>
/// What must differ between two members of a class, as text: a name, and of a method the types of its parameters. Types
/// have no namespaces, since ours (State, Tape) are unknown to the compiler while the user's part is read.
/// </summary>
internal static class MemberSignature
{
    private static readonly SymbolDisplayFormat TypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>"InputSize", "State", "Get(string, Span&lt;float&gt;)", ".ctor(int, Initialization)"; "State`1" of a generic type.</summary>
    public static string Of(ISymbol member) => member switch
    {
        IMethodSymbol method => $"{method.MetadataName}{Arity(method.Arity)}({string.Join(", ", method.Parameters.Select(Parameter))})",
        _ => member.MetadataName,
    };

    private static string Arity(int arity) => arity == 0 ? "" : $"`{arity}";

    private static string Parameter(IParameterSymbol parameter) =>
        (parameter.RefKind == RefKind.None ? "" : "ref ") + parameter.Type.ToDisplayString(TypeFormat);
}

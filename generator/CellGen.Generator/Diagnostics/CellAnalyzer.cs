using System.Collections.Immutable;
using CellGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CellGen.Generator.Diagnostics;

/// <summary>Reports the mistakes that the parser finds, at the argument that holds them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CellAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Descriptors.NotPartial,
        Descriptors.Generic,
        Descriptors.Static,
        Descriptors.SizeMissing,
        Descriptors.SizeNotPositive,
        Descriptors.SizeTooLarge,
        Descriptors.UnknownMember,
        Descriptors.HeadWithoutCell,
        Descriptors.NotForThisCell,
        Descriptors.TooManyParameters,
        Descriptors.NumberOutOfRange,
        Descriptors.ProjectionTooLarge,
        Descriptors.OneLayerOnly,
        Descriptors.HeadCannotReadInput,
        Descriptors.TokensTwice,
        Descriptors.DropoutWithoutLayers,
        Descriptors.WithoutEffect);

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(
            symbol => ModelParser.Parse(
                (INamedTypeSymbol)symbol.Symbol,
                mistake => symbol.ReportDiagnostic(Diagnostic.Create(
                    mistake.Descriptor, LocationOf(mistake, symbol.Symbol, symbol.CancellationToken), mistake.Arguments)),
                hasVectorFma: false),
            SymbolKind.NamedType);
    }

    private static Location? LocationOf(Mistake mistake, ISymbol type, CancellationToken cancellation)
    {
        if (mistake.Attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax attribute)
        {
            return (mistake.Type ?? type).Locations.FirstOrDefault();
        }

        var argument = attribute.ArgumentList?.Arguments.FirstOrDefault(candidate =>
            candidate.NameEquals?.Name.Identifier.ValueText == mistake.Argument);
        return (argument ?? (Microsoft.CodeAnalysis.SyntaxNode)attribute).GetLocation();
    }
}

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
        Descriptors.WithoutEffect,
        Descriptors.TooLargeToWriteOut);

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (ModelParser.Parse(type, Report, hasVectorFma: false) is { } spec && UnrollAdvice.Of(spec) is { } advice)
        {
            Report(advice with { Attribute = ModelParser.Find(type, ModelParser.CellAttribute) });
        }

        void Report(Mistake mistake) => context.ReportDiagnostic(Diagnostic.Create(
            mistake.Descriptor, LocationOf(mistake, type, context.CancellationToken), mistake.Arguments));
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

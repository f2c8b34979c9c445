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
    private readonly Parse _parse;

    /// <summary>Creates the analyzer.</summary>
    public CellAnalyzer()
        : this(ModelParser.Parse)
    {
    }

    /// <summary>An analyzer with another parser, for tests of what happens when one throws.</summary>
    internal CellAnalyzer(Parse parse) => _parse = parse;

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Descriptors.NotPartial,
        Descriptors.Generic,
        Descriptors.Static,
        Descriptors.SizeMissing,
        Descriptors.SizeNotPositive,
        Descriptors.SizeTooLarge,
        Descriptors.UnknownMember,
        Descriptors.WithoutCell,
        Descriptors.NotForThisCell,
        Descriptors.TooManyParameters,
        Descriptors.NumberOutOfRange,
        Descriptors.ProjectionTooLarge,
        Descriptors.OneLayerOnly,
        Descriptors.HeadCannotReadInput,
        Descriptors.TokensTwice,
        Descriptors.Failed,
        Descriptors.Shape,
        Descriptors.NameTaken,
        Descriptors.LanguageTooOld,
        Descriptors.VectorWidths,
        Descriptors.EquationsAndKind,
        Descriptors.EquationsMethod,
        Descriptors.NotInTheLanguage,
        Descriptors.EquationName,
        Descriptors.NothingReads,
        Descriptors.NotUpdated,
        Descriptors.UnitsDoNotFit,
        Descriptors.ProductsDoNotFit,
        Descriptors.EquationsTooLarge,
        Descriptors.LayersApart,
        Descriptors.SizesDiffer,
        Descriptors.NoSuchLayer,
        Descriptors.NothingReadsLayer,
        Descriptors.SumOfSizes,
        Descriptors.TooFewLayers,
        Descriptors.OneRowOnly,
        Descriptors.LayerName,
        Descriptors.LayerNameTwice,
        Descriptors.NoLayerAbove,
        Descriptors.TokensReadTwice,
        Descriptors.LastOfSum,
        Descriptors.FrameDoesNotFit,
        Descriptors.KernelDoesNotFit,
        Descriptors.WithoutFrame,
        Descriptors.CannotJoin,
        Descriptors.JoinsAndIsNet,
        Descriptors.DropoutWithoutLayers,
        Descriptors.WithoutEffect,
        Descriptors.TooLargeToWriteOut);

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        context.RegisterCompilationAction(AnalyzeBuild);
    }

    private static void AnalyzeBuild(CompilationAnalysisContext context)
    {
        string? widths = BuildProperties.WidthsText(context.Options.AnalyzerConfigOptionsProvider);
        if (BuildProperties.Widths(widths) is null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.VectorWidths, Location.None, widths, BuildProperties.WidthsExpected));
        }
    }

    private void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        try
        {
            if (_parse(type, context.Compilation, Report) is { } spec && UnrollAdvice.Of(spec) is { } advice)
            {
                Report(advice with { Attribute = ModelParser.Find(type, ModelParser.CellAttribute) });
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Report(Mistake.Failure(type.Name, exception));
        }

        void Report(Mistake mistake) => context.ReportDiagnostic(Diagnostic.Create(
            mistake.Descriptor, LocationOf(mistake, type, context.CancellationToken), mistake.Arguments));
    }

    private static Location? LocationOf(Mistake mistake, ISymbol type, CancellationToken cancellation)
    {
        if (mistake.Place is not null)
        {
            return mistake.Place;
        }

        if (mistake.Attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax attribute)
        {
            return (mistake.Symbol ?? type).Locations.FirstOrDefault();
        }

        var argument = mistake.Argument is null ? null : attribute.ArgumentList?.Arguments.FirstOrDefault(candidate =>
            candidate.NameEquals?.Name.Identifier.ValueText == mistake.Argument);
        return (argument ?? (Microsoft.CodeAnalysis.SyntaxNode)attribute).GetLocation();
    }
}

using System.Collections.Immutable;
using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using CellGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator;

/// <summary>
/// The incremental pipeline: attribute → spec (values) → text. The analyzer reports what is wrong; the generator is
/// silent, and nothing that is wrong with one class reaches another.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CellGenerator : IIncrementalGenerator
{
    /// <summary>The name of the tracked step whose values are the specs.</summary>
    public const string SpecStep = "CellGen.Spec";

    /// <summary>The name of the tracked step whose values are the specs of nets that join two.</summary>
    public const string PairStep = "CellGen.Pair";

    private readonly Parse _parse;
    private readonly Func<ModelSpec, IEnumerable<(string HintName, SourceText Text)>> _emit;

    /// <summary>Creates the generator.</summary>
    public CellGenerator()
        : this(ModelParser.Parse, Compiler.Compile)
    {
    }

    /// <summary>A generator with other stages, for tests of what happens when one throws.</summary>
    internal CellGenerator(Parse parse, Func<ModelSpec, IEnumerable<(string HintName, SourceText Text)>> emit)
    {
        _parse = parse;
        _emit = emit;
    }

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // What the analyzer says is no width counts as if nothing were said.
        var widths = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => BuildProperties.Widths(BuildProperties.WidthsText(options)) ?? VectorWidths.Default);
        var nets = ForWidths(SpecsOf(context, ModelParser.CellAttribute, SpecStep), widths);
        var pairs = ForWidths(SpecsOf(context, ModelParser.PairAttribute, PairStep), widths);
        var ambiguous = NamesOf(nets).Combine(NamesOf(pairs)).Select(static (names, _) => HintNames.Ambiguous(names.Left.AddRange(names.Right)));
        context.RegisterSourceOutput(Named(nets, ambiguous), TryEmit);
        context.RegisterSourceOutput(Named(pairs, ambiguous), TryEmit);
    }

    private static IncrementalValuesProvider<ModelSpec> ForWidths(IncrementalValuesProvider<ModelSpec> specs, IncrementalValueProvider<VectorWidths> widths) =>
        specs.Combine(widths).Select(static (pair, _) => pair.Left.ForWidths(pair.Right));

    private static IncrementalValueProvider<ImmutableArray<string>> NamesOf(IncrementalValuesProvider<ModelSpec> specs) =>
        specs.Select(static (spec, _) => spec.Type.HintName).Collect();

    private static IncrementalValuesProvider<ModelSpec> Named(IncrementalValuesProvider<ModelSpec> specs, IncrementalValueProvider<EquatableArray<string>> ambiguous) =>
        specs.Combine(ambiguous).Select(static (pair, _) => HintNames.Distinguish(pair.Left, pair.Right));

    private IncrementalValuesProvider<ModelSpec> SpecsOf(IncrementalGeneratorInitializationContext context, string attribute, string step) => context.SyntaxProvider
        .ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, TryParse)
        .WithTrackingName(step)
        .Where(static spec => spec is not null)
        .Select(static (spec, _) => spec!);

    private ModelSpec? TryParse(GeneratorAttributeSyntaxContext syntax, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)syntax.TargetSymbol;
        if (!ModelParser.IsFirst(type, syntax.TargetNode))
        {
            return null;
        }

        try
        {
            var compilation = syntax.SemanticModel.Compilation;
            var spec = _parse(type, compilation, static _ => { });
            return spec is null ? null : spec with { Type = spec.Type with { HiddenTypes = HiddenTypes.Of(type, compilation) } };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The analyzer parses too, and reports it where the class is.
            return null;
        }
    }

    private void TryEmit(SourceProductionContext output, ModelSpec spec)
    {
        try
        {
            // All files or none.
            foreach (var (hintName, text) in _emit(spec).ToImmutableArray())
            {
                output.AddSource(hintName, text);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var mistake = Mistake.Failure(spec.Type.Title, exception);
            output.ReportDiagnostic(Diagnostic.Create(mistake.Descriptor, Location.None, mistake.Arguments));
        }
    }
}

using CellGen.Generator.Emission;
using CellGen.Generator.Model;
using CellGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator;

/// <summary>
/// The incremental pipeline: attribute → spec (values) → text. The analyzer reports what is wrong; the generator is
/// silent.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CellGenerator : IIncrementalGenerator
{
    /// <summary>The name of the tracked step whose values are the specs.</summary>
    public const string SpecStep = "CellGen.Spec";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var specs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelParser.CellAttribute,
                static (_, _) => true,
                static (syntax, _) => Parse((INamedTypeSymbol)syntax.TargetSymbol, syntax.SemanticModel.Compilation))
            .WithTrackingName(SpecStep)
            .Where(static spec => spec is not null);

        context.RegisterSourceOutput(specs, static (output, spec) =>
        {
            foreach (var (hintName, text) in ModelEmitter.Emit(spec!))
            {
                output.AddSource(hintName, text);
            }
        });
    }

    private static ModelSpec? Parse(INamedTypeSymbol type, Compilation compilation)
    {
        var spec = ModelParser.Parse(type, static _ => { }, HasVectorFma(compilation));
        return spec is null ? null : spec with { Type = spec.Type with { HiddenTypes = HiddenTypes.Of(type, compilation) } };
    }

    private static bool HasVectorFma(Compilation compilation) =>
        compilation.GetTypeByMetadataName("System.Runtime.Intrinsics.Vector128")?.GetMembers("FusedMultiplyAdd").IsEmpty == false;
}

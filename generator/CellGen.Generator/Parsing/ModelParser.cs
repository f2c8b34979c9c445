using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>
/// Reads the attributes of a class: symbols in, values out. Shared by the generator, which wants the spec, and the
/// analyzer, which wants the mistakes.
/// </summary>
internal static class ModelParser
{
    public const string CellAttribute = "CellGen.RecurrentCellAttribute";
    public const string HeadAttribute = "CellGen.DenseHeadAttribute";

    public const string TokenAttribute = "CellGen.TokenInputAttribute";
    public const string EmbeddingAttribute = "CellGen.EmbeddingAttribute";
    public const string NetworkAttribute = "CellGen.NetworkAttribute";
    public const string PairAttribute = "CellGen.EncoderDecoderAttribute";

    /// <summary>
    /// The largest size that is accepted: beyond it the scratch memory of a step no longer fits on the stack. What has no such
    /// memory, tokens and the outputs of a head that ends a cell, may be as many as a vocabulary has.
    /// </summary>
    public const int MaxSize = 8192;

    /// <summary>The largest vocabulary.</summary>
    public const int MaxVocabulary = 1 << 20;

    /// <summary>The largest number of layers.</summary>
    public const int MaxLayers = 64;

    /// <summary>The largest number of parameters: with padding they still fit in one array.</summary>
    public const long MaxParameters = 1 << 28;

    /// <param name="type">A class with a [RecurrentCell].</param>
    /// <param name="compilation">The compilation that it is in.</param>
    /// <param name="report">Receives each mistake.</param>
    /// <returns>
    /// The spec, with what is wrong in it replaced by the nearest that is right, so that one mistake is one error; null
    /// where nothing can be generated.
    /// </returns>
    public static ModelSpec? Parse(INamedTypeSymbol type, Compilation compilation, Action<Mistake> report)
    {
        var cell = Find(type, CellAttribute);
        var head = Find(type, HeadAttribute);
        if (type.TypeKind != TypeKind.Class || type.Name.Length == 0)
        {
            // The compiler says that the attribute is for classes, or that a name is missing.
            return null;
        }

        var network = Find(type, NetworkAttribute);
        if (Find(type, PairAttribute) is { } pair)
        {
            return ParsePair(type, compilation, pair, ParseNetwork(network, report), report);
        }

        if (cell is null)
        {
            if ((head ?? network ?? LayerAttribute.Of(type, _ => { }).FirstOrDefault()?.Data) is { } other)
            {
                report(new Mistake(Descriptors.WithoutCell, type.Name, other.AttributeClass!.Name.Replace("Attribute", "")));
            }

            return null;
        }

        var typeSpec = TypeParser.Parse(type, compilation, report);
        if (NetworkParser.IsNetwork(type))
        {
            return ParseNetwork(type, compilation, typeSpec, ParseNetwork(network, report), report);
        }

        var reader = new AttributeReader(cell, report);
        var cellSpec = EquationParser.Parse(type, compilation, reader, CellParser.Parse(reader, () => reader.Size("Input", required: true, MostInputs(type))), Find(type, TokenAttribute) is not null);
        var tokens = TokenParser.Parse(type, cellSpec, report);
        var headSpec = head is null ? null : ParseHead(new AttributeReader(head, report), cellSpec, tokens);
        long parameters = ParameterMap.Count(cellSpec, headSpec, tokens);
        if (parameters > MaxParameters)
        {
            report(new Mistake(Descriptors.TooManyParameters, parameters, MaxParameters) { Attribute = cell });
            cellSpec = EquationParser.WithoutProjection(cellSpec) with { Hidden = 1, Layers = 1 };
            tokens = null;
        }

        if (typeSpec is null)
        {
            return null;
        }

        return WithoutClashes(type, new ModelSpec(typeSpec, cellSpec, headSpec, tokens, ParseNetwork(network, report)), report);
    }

    /// <summary>A net of several layers.</summary>
    private static ModelSpec? ParseNetwork(INamedTypeSymbol type, Compilation compilation, TypeSpec? typeSpec, NetworkSpec network, Action<Mistake> report)
    {
        var (layers, inputSize, tokens) = NetworkParser.Parse(type, compilation, report);
        var first = layers.FirstOrDefault(layer => layer.Cell is not null);
        long parameters = layers.Where(layer => layer.Cell is not null)
            .Sum(layer => ParameterMap.Count(layer.Cell!, layer.Head, layer == first ? tokens : null));
        if (parameters > MaxParameters)
        {
            report(new Mistake(Descriptors.TooManyParameters, parameters, MaxParameters) { Attribute = Find(type, CellAttribute) });
            return null;
        }

        return typeSpec is null || first is null
            ? null
            : WithoutClashes(type, new ModelSpec(typeSpec, first.Cell!, null, tokens, network) { Layers = layers, InputSize = inputSize }, report);
    }

    /// <summary>Two nets that are joined.</summary>
    private static ModelSpec? ParsePair(INamedTypeSymbol type, Compilation compilation, AttributeData attribute, NetworkSpec network, Action<Mistake> report)
    {
        var typeSpec = TypeParser.Parse(type, compilation, report);
        if (LayerAttribute.Of(type, _ => { }).FirstOrDefault()?.Data is { } layer)
        {
            report(new Mistake(Descriptors.JoinsAndIsNet, type.Name) { Attribute = layer });
            return null;
        }

        if (EncoderDecoderParser.Parse(type, compilation, attribute, report) is not { } pair || typeSpec is null)
        {
            return null;
        }

        var head = new HeadSpec(pair.Head.Hidden, HeadInput.EveryStep, pair.Head.Bias, LogSoftmax: false);
        return WithoutClashes(
            type,
            new ModelSpec(typeSpec, pair.Decoder, head, pair.Target, network) { Pair = pair, InputSize = pair.SourceSize },
            report);
    }

    private static ModelSpec? WithoutClashes(INamedTypeSymbol type, ModelSpec spec, Action<Mistake> report)
    {
        var clashes = MemberClashes.Of(type, spec).ToList();
        clashes.ForEach(report);
        return clashes.Count == 0 ? spec : null;
    }

    private static HeadSpec ParseHead(AttributeReader reader, CellSpec cell, TokenSpec? tokens)
    {
        var spec = new HeadSpec(
            reader.Size("Output", required: true, MaxVocabulary),
            reader.Enum<HeadInput>("Over"),
            reader.Flag("Bias", true),
            reader.Flag("LogSoftmax", false));
        if (spec.ReadsInput && (cell.Bidirectional || tokens is not null))
        {
            reader.Report(new Mistake(
                Descriptors.HeadCannotReadInput, cell.Bidirectional ? "a bidirectional net" : "a net that reads tokens")
            { Argument = "Over" });
            return spec with { Over = HeadInput.EveryStep };
        }

        return spec;
    }

    /// <summary>The most inputs: of tokens that select columns, a vocabulary.</summary>
    public static int MostInputs(INamedTypeSymbol type) => Find(type, TokenAttribute) is null ? MaxSize : MaxVocabulary;

    private static NetworkSpec ParseNetwork(AttributeData? network, Action<Mistake> report)
    {
        if (network is null)
        {
            return new NetworkSpec();
        }

        var reader = new AttributeReader(network, report);
        return new NetworkSpec(reader.Flag("Training", true), reader.Flag("Agents", true));
    }

    /// <summary>Whether a part of a class is the one whose [RecurrentCell] counts: another one is the compiler's error.</summary>
    public static bool IsFirst(INamedTypeSymbol type, SyntaxNode part) =>
        (Find(type, PairAttribute) ?? Find(type, CellAttribute))?.ApplicationSyntaxReference is { } attribute
        && attribute.SyntaxTree == part.SyntaxTree
        && part.Span.Contains(attribute.Span);

    /// <summary>The attribute of that name on a class, or null.</summary>
    public static AttributeData? Find(INamedTypeSymbol type, string name) =>
        type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);
}

using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>Reads an [EncoderDecoder] attribute and the nets that it joins, whose own mistakes are reported with them.</summary>
internal sealed class EncoderDecoderParser
{
    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly AttributeReader _reader;

    private EncoderDecoderParser(INamedTypeSymbol type, Compilation compilation, AttributeReader reader)
    {
        _type = type;
        _compilation = compilation;
        _reader = reader;
    }

    /// <returns>Null where the nets cannot be joined; then a mistake has been reported, or the compiler does.</returns>
    public static EncoderDecoderSpec? Parse(INamedTypeSymbol type, Compilation compilation, AttributeData attribute, Action<Mistake> report)
    {
        var parser = new EncoderDecoderParser(type, compilation, new AttributeReader(attribute, report));
        var nets = attribute.ConstructorArguments;
        if (nets.Length == 1)
        {
            return parser.DecoderOf(nets[0]) is { } alone ? parser.Join(new EncoderDecoderSpec(null, null, alone.Cell, alone.Tokens, alone.Head), nets[0]) : null;
        }

        if (nets.Length != 2)
        {
            return null;
        }

        var encoder = parser.EncoderOf(nets[0]);
        var decoder = parser.DecoderOf(nets[1]);
        return encoder is { } source && decoder is { } target
            ? parser.Join(new EncoderDecoderSpec(source.Cell, source.Tokens, target.Cell, target.Tokens, target.Head) { EncoderLayers = source.Layers, SourceSize = source.InputSize }, nets[1])
            : null;
    }

    private (CellSpec Cell, TokenSpec? Tokens, EquatableArray<LayerSpec> Layers, int InputSize)? EncoderOf(TypedConstant argument)
    {
        const string role = "encoder";
        if (NetOf(argument, role) is not { } net)
        {
            return null;
        }

        var last = net.Layers.LastOrDefault();
        string? why = net.Head is not null || (last is not null && last is not { Kind: LayerKind.Cell, Head: null })
                ? "expected a [RecurrentCell], with other layers before it where wanted, and no [DenseHead]"
            : net.TrainsInitialState ? "its InitialState is trained; an encoder begins with a state of zero"
            : null;
        if (why is not null)
        {
            Report(argument, role, why);
            return null;
        }

        // A cell below a head that nothing reads is a mistake of the net, which is reported there.
        return net.Outputs.Count > 1 ? null : (last?.Cell ?? net.Cell, net.Tokens, net.Layers, net.InputSize);
    }

    private (CellSpec Cell, TokenSpec? Tokens, CellSpec Head)? DecoderOf(TypedConstant argument)
    {
        const string role = "decoder";
        if (NetOf(argument, role) is not { } net)
        {
            return null;
        }

        var head = HeadOf(net);
        string? why = net.Layers.Any(layer => layer.Cell is { InitialState: not InitialState.Zero }) ? "its InitialState is trained; a decoder begins with what the encoder came to"
            : head is null ? "expected one [RecurrentCell] and one [DenseHead] over every step, without LogSoftmax"
            : net.Cell.Bidirectional ? "it is bidirectional; a decoder writes step by step"
            : net.Tokens is { Embedded: false } ? "it has a [TokenInput]; expected an [Embedding], or rows of numbers"
            : null;
        if (why is not null)
        {
            Report(argument, role, why);
            return null;
        }

        return (net.Cell, net.Tokens, head!);
    }

    /// <summary>The head of a decoder as a dense layer; null where the net is not a cell and a head.</summary>
    private static CellSpec? HeadOf(ModelSpec net)
    {
        if (!net.IsNetwork)
        {
            return net.Head is { Over: HeadInput.EveryStep, LogSoftmax: false } head
                ? new CellSpec(CellKind.Rnn, net.Cell.LayerOutput, head.Output, 1, false, head.Bias, Nonlinearity.Identity) { IsDense = true }
                : null;
        }

        var layers = net.Layers.ToList();
        return layers.Count == 2 && layers[0] is { Kind: LayerKind.Cell, Output: null, Head: null } && layers[1] is { Kind: LayerKind.Dense, Output: not null, LogSoftmax: false, OneRow: false }
            ? layers[1].Cell
            : null;
    }

    private ModelSpec? NetOf(TypedConstant argument, string role)
    {
        if (argument.Value is not INamedTypeSymbol net || net.TypeKind == TypeKind.Error)
        {
            return null;
        }

        if (ModelParser.Find(net, ModelParser.CellAttribute) is null || ModelParser.Find(net, ModelParser.PairAttribute) is not null)
        {
            Report(argument, role, "it is no net; expected a class with a [RecurrentCell]");
            return null;
        }

        return ModelParser.Parse(net, _compilation, _ => { });
    }

    private EncoderDecoderSpec? Join(EncoderDecoderSpec nets, TypedConstant decoder)
    {
        int vocabulary = nets.Target?.Rows ?? int.MaxValue;
        var attention = _reader.Enum<AttentionKind>("Attention");
        bool encodes = nets.Encoder is not null;
        int context = encodes ? 0 : _reader.Size("Context", required: true);
        var spec = nets with
        {
            Attention = attention,
            MaxSource = encodes ? _reader.Size("MaxSource", required: true) : 0,
            Context = context,
            SourceSize = encodes ? nets.SourceSize : context,
            ContextAsInput = _reader.Flag("ContextAsInput", false),
            FeedBack = _reader.Flag("FeedBack", false),
            SharedEmbedding = _reader.Flag("SharedEmbedding", false),
            StartToken = Token("StartToken", 0, vocabulary, absent: 0),
            EndToken = Token("EndToken", -1, vocabulary, absent: -1),
        };
        WithoutEffect(encodes, "Context", "the context is the encoder's last state");
        WithoutEffect(!encodes, "MaxSource", "there is no encoder");
        int size = _reader.OptionalSize("AttentionSize");
        WithoutEffect(size > 0 && attention != AttentionKind.Additive, "AttentionSize", "Attention is not Additive");

        spec = spec with { AttentionSize = size > 0 ? size : spec.Decoder.Hidden };
        if (!encodes && attention != AttentionKind.None)
        {
            Report(decoder, "decoder", "attention looks at the states of an encoder, and there is none", "Attention");
            return null;
        }

        if (spec.FeedBack && WhyNotFed(spec) is { } unfed)
        {
            Report(decoder, "decoder", "with FeedBack " + unfed, "FeedBack");
            return null;
        }

        string? why = attention == AttentionKind.Dot && spec.ContextSize != spec.Decoder.LayerOutput
            ? FormattableString.Invariant($"dot attention compares its state of {spec.Decoder.LayerOutput} values with the encoder's {spec.ContextSize}; expected one size, or AttentionKind.General")
            : spec.SharedEmbedding && !(spec.Source is { Embedded: true } && spec.Source == spec.Target && spec.SourceSize == spec.Decoder.Input)
                ? "with SharedEmbedding both nets have an [Embedding] of one vocabulary and size, trained or frozen"
            : spec.Target is { } tokens && spec.Head.Hidden > tokens.Rows
                ? FormattableString.Invariant($"its [DenseHead] has {spec.Head.Hidden} outputs and its [Embedding] {tokens.Rows} tokens: it could not read what it writes")
            : spec.JoinedInput != spec.Decoder.Input && spec.Decoder.Equations is { ReadsInput: true }
                ? "its equations read cell.X, which is longer than its units with ContextAsInput"
            : Parameters(spec) > ModelParser.MaxParameters ? FormattableString.Invariant($"together they have {Parameters(spec)} parameters; at most {ModelParser.MaxParameters} are possible")
            : null;
        if (why is null)
        {
            return spec;
        }

        Report(decoder, "decoder", why);
        return null;
    }

    /// <summary>Why a decoder cannot read what it wrote while it is trained; null where it can.</summary>
    private static string? WhyNotFed(EncoderDecoderSpec spec) =>
        spec.Target is not null ? "it reads values, whose gradient goes on; its [Embedding] reads tokens"
        : !spec.FeedsBack ? FormattableString.Invariant($"it reads what it writes; its Input is {spec.Decoder.Input} and its [DenseHead] has {spec.Head.Hidden} outputs")
        : spec.Combines ? "attention is None or Additive"
        : spec.Decoder.Layers > 1 ? FormattableString.Invariant($"it has one layer, not {spec.Decoder.Layers}")
        : null;

    private static long Parameters(EncoderDecoderSpec spec) =>
        (spec.EncoderLayers.Count > 0 ? spec.EncoderLayers.Where(layer => layer.Cell is not null).Sum(layer => ParameterMap.Count(layer.Cell!, null, layer.Sources.First() < 0 ? spec.Source : null))
            : spec.Encoder is null ? 0 : ParameterMap.Count(spec.Encoder, null, spec.Source)) + ParameterMap.Count(spec.Decoder with { Input = spec.JoinedInput }, null, null) + ParameterMap.Count(spec.Head, null, null)
        + ((long)(spec.Target?.Rows ?? 0) * spec.Decoder.Input);

    private int Token(string name, int least, int vocabulary, int absent)
    {
        int value = _reader.Integer(name, absent);
        if (value >= least && value < vocabulary)
        {
            return value;
        }

        _reader.Report(new Mistake(
            Descriptors.NumberOutOfRange, name, value, FormattableString.Invariant($"from 0 to {vocabulary - 1}{(least < 0 ? ", or -1 for none" : "")}"))
        { Argument = name });
        return absent;
    }

    private void WithoutEffect(bool isSo, string argument, string why)
    {
        if (isSo && _reader.Has(argument))
        {
            _reader.Report(new Mistake(Descriptors.WithoutEffect, argument, why) { Argument = argument });
        }
    }

    private void Report(TypedConstant part, string role, string why, string? argument = null) =>
        _reader.Report(new Mistake(Descriptors.CannotJoin, (part.Value as ITypeSymbol)?.Name ?? "?", role, _type.Name, why) { Argument = argument });
}

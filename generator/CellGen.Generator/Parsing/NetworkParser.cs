using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>
/// Reads the attributes of a net of several layers, from top to bottom: each layer reads the one above, a join the layers that
/// it names, and a head is an output past which the stack goes on.
/// </summary>
internal sealed class NetworkParser
{
    /// <summary>The net's input, as a number among those of the layers, and its name.</summary>
    private const int Input = -1;
    private const string InputName = "input";

    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly Action<Mistake> _report;
    private readonly List<LayerAttribute> _attributes;
    private readonly LayerNames _names;
    private readonly List<LayerSpec> _layers = [];
    private readonly List<AttributeData> _origins = [];
    private int _inputSize;
    private int _top = Input;

    private NetworkParser(INamedTypeSymbol type, Compilation compilation, Action<Mistake> report)
    {
        _type = type;
        _compilation = compilation;
        _report = report;
        _attributes = LayerAttribute.Of(type, report);
        _names = new LayerNames(_attributes);
    }

    /// <summary>Whether the attributes of a class are layers of a net, not one stack of cells.</summary>
    public static bool IsNetwork(INamedTypeSymbol type)
    {
        var attributes = LayerAttribute.Of(type, _ => { });
        return attributes.Any(attribute => attribute.Kind is LayerAttributeKind.Dense or LayerAttributeKind.Concatenate or LayerAttributeKind.Add)
            || attributes.GroupBy(attribute => attribute.Kind).Any(kind => kind.Count() > 1)
            || attributes.Any(attribute => attribute.Reader.Has("Name") || (attribute.Kind == LayerAttributeKind.Head && attribute.Reader.Has("Nonlinearity")));
    }

    /// <returns>The layers and what the first of them with equations is; what is wrong is replaced by the nearest that is right.</returns>
    public static (EquatableArray<LayerSpec> Layers, TokenSpec? Tokens) Parse(INamedTypeSymbol type, Compilation compilation, Action<Mistake> report) =>
        new NetworkParser(type, compilation, report).Parse();

    private (EquatableArray<LayerSpec> Layers, TokenSpec? Tokens) Parse()
    {
        TokenSpec? tokens = null;
        foreach (var attribute in _attributes)
        {
            switch (attribute.Kind)
            {
                case LayerAttributeKind.Cell:
                    AddCell(attribute);
                    break;
                case LayerAttributeKind.Dense:
                    AddDense(attribute);
                    break;
                case LayerAttributeKind.Head:
                    AddHead(attribute);
                    break;
                default:
                    AddJoin(attribute);
                    break;
            }

            if (_layers.Count == 1 && _layers[0].Cell is { } first)
            {
                tokens = TokenParser.Parse(_type, first, _report);
            }
        }

        if (_layers.All(layer => layer.Output is null) && _layers.Count > 0)
        {
            _layers[_top] = _layers[_top] with { Output = "output" };
        }

        CheckReaders(tokens);
        var layers = LayerFusion.Fuse(_layers);
        foreach (var last in layers.Where(layer => layer.Kind == LayerKind.Last && layers[layer.Sources.First()].Cell is { SumsDirections: true }))
        {
            _report(new Mistake(Descriptors.LastOfSum) { Attribute = _attributes[0].Data });
        }

        return (new EquatableArray<LayerSpec>([.. layers]), tokens);
    }

    private int SizeOf(int layer) => layer == Input ? _inputSize : _layers[layer].Size;

    private string NameOf(int layer) => layer == Input ? "the input" : $"'{_names.Of(_origins[layer])}'";

    private void Add(LayerSpec layer, LayerAttribute origin)
    {
        _layers.Add(layer);
        _origins.Add(origin.Data);
    }

    /// <summary>The input of a layer: what the one above gives; of the first what is said.</summary>
    private int InputOf(LayerAttribute attribute)
    {
        if (_top == Input && _inputSize == 0)
        {
            return _inputSize = attribute.Reader.Size("Input", required: true);
        }

        int size = SizeOf(_top);
        if (attribute.Reader.Has("Input") && attribute.Reader.Size("Input", required: false) is var said && said != size)
        {
            attribute.Reader.Report(new Mistake(Descriptors.SizesDiffer, said, NameOf(_top), size) { Argument = "Input" });
        }

        return size;
    }

    private void AddCell(LayerAttribute attribute)
    {
        var cell = CellParser.Parse(attribute.Reader, () => InputOf(attribute));
        cell = EquationParser.Parse(_type, _compilation, attribute.Reader, cell);
        Add(new LayerSpec(LayerKind.Cell, _names.MemberOf(attribute), Sources(_top), cell.LayerOutput) { Cell = cell, TensorName = _names.TensorsOf(attribute) }, attribute);
        _top = _layers.Count - 1;
    }

    private void AddDense(LayerAttribute attribute)
    {
        Add(Dense(attribute, _top, InputOf(attribute)), attribute);
        _top = _layers.Count - 1;
    }

    private LayerSpec Dense(LayerAttribute attribute, int source, int input)
    {
        var reader = attribute.Reader;
        int output = reader.Size("Output", required: true);
        string name = _names.TensorsOf(attribute);
        var cell = new CellSpec(CellKind.Rnn, input, output, 1, false, reader.Flag("Bias", true), reader.Enum("Nonlinearity", Nonlinearity.Identity)) { IsDense = true };
        return new LayerSpec(LayerKind.Dense, _names.MemberOf(attribute), Sources(source), output) { Cell = cell, TensorName = name, HeadName = name };
    }

    /// <summary>A head: a dense layer over what it reads, whose output is one of the net's. The stack goes on from above it.</summary>
    private void AddHead(LayerAttribute attribute)
    {
        if (_top == Input)
        {
            attribute.Reader.Report(new Mistake(Descriptors.NoLayerAbove, "DenseHead"));
            return;
        }

        var over = attribute.Reader.Enum<HeadInput>("Over");
        var read = _layers[_top];
        if (over == HeadInput.InputAndPreviousState)
        {
            attribute.Reader.Report(new Mistake(Descriptors.HeadCannotReadInput, "a net of several layers") { Argument = "Over" });
            over = HeadInput.EveryStep;
        }

        int source = _top;
        bool oneRow = over is HeadInput.LastState or HeadInput.MeanState;
        if (oneRow)
        {
            Add(
                new LayerSpec(over == HeadInput.LastState ? LayerKind.Last : LayerKind.Mean, read.Name + over, Sources(_top), read.Size)
                {
                    OneRow = true,
                    Bidirectional = read.Cell is { Bidirectional: true },
                },
                attribute);
            source = _layers.Count - 1;
        }

        bool single = _attributes.Count(each => each.Kind == LayerAttributeKind.Head) == 1;
        Add(
            Dense(attribute, source, read.Size) with
            {
                HeadName = _names.Of(attribute.Data),
                Output = single ? "output" : _names.ArgumentOf(attribute),
                LogSoftmax = attribute.Reader.Flag("LogSoftmax", false),
                OneRow = oneRow,
            },
            attribute);
    }

    private void AddJoin(LayerAttribute attribute)
    {
        bool isSum = attribute.Kind == LayerAttributeKind.Add;
        var sources = new List<int>();
        foreach (string name in attribute.Layers)
        {
            int? source = name == InputName ? Input : _names.Find(name) is { } origin && _origins.LastIndexOf(origin) is >= 0 and var index ? index : null;
            if (source is null)
            {
                string known = string.Join(", ", _origins.Distinct().Select(layer => _names.Of(layer)).Prepend(InputName));
                attribute.Reader.Report(new Mistake(Descriptors.NoSuchLayer, name, known));
            }
            else if (source != Input && _layers[source.Value].OneRow)
            {
                attribute.Reader.Report(new Mistake(Descriptors.OneRowOnly, name));
            }
            else if (isSum && sources.Count > 0 && SizeOf(source.Value) != SizeOf(sources[0]))
            {
                attribute.Reader.Report(new Mistake(Descriptors.SumOfSizes, NameOf(source.Value), SizeOf(source.Value), NameOf(sources[0]), SizeOf(sources[0])));
            }
            else
            {
                sources.Add(source.Value);
            }
        }

        if (attribute.Layers.Count < 2)
        {
            attribute.Reader.Report(new Mistake(Descriptors.TooFewLayers, isSum ? "Add" : "Concatenate"));
        }

        if (sources.Count == 0 || (sources.Contains(Input) && _inputSize == 0))
        {
            return;
        }

        int size = isSum ? SizeOf(sources[0]) : sources.Sum(SizeOf);
        Add(new LayerSpec(isSum ? LayerKind.Add : LayerKind.Concatenate, _names.MemberOf(attribute), Sources([.. sources]), size), attribute);
        _top = _layers.Count - 1;
    }

    /// <summary>Every layer but an output is read, and tokens by the first layer alone.</summary>
    private void CheckReaders(TokenSpec? tokens)
    {
        for (int i = 0; i < _layers.Count; i++)
        {
            if (_layers[i].Output is null && !_layers.Any(layer => layer.Sources.Contains(i)))
            {
                _report(new Mistake(Descriptors.NothingReadsLayer, _names.Of(_origins[i])) { Attribute = _origins[i] });
                _layers[i] = _layers[i] with { Output = "unread" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            }

            if (tokens is not null && i > 0 && _layers[i].Sources.Contains(Input))
            {
                _report(new Mistake(Descriptors.TokensReadTwice, _names.Of(_origins[i])) { Attribute = _origins[i] });
            }
        }
    }

    private static EquatableArray<int> Sources(params int[] sources) => new(sources);
}

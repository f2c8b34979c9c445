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
    private bool _joinsAreRight = true;

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
        return attributes.Any(attribute => attribute.Kind is not (LayerAttributeKind.Cell or LayerAttributeKind.Head))
            || attributes.GroupBy(attribute => attribute.Kind).Any(kind => kind.Count() > 1)
            || attributes.Any(attribute => attribute.Reader.Has("Name") || attribute.Reader.Has("InitialState") || (attribute.Kind == LayerAttributeKind.Head && attribute.Reader.Has("Nonlinearity")));
    }

    /// <returns>The layers and what the first of them with equations is; what is wrong is replaced by the nearest that is right.</returns>
    public static (EquatableArray<LayerSpec> Layers, int InputSize, TokenSpec? Tokens) Parse(INamedTypeSymbol type, Compilation compilation, Action<Mistake> report) =>
        new NetworkParser(type, compilation, report).Parse();

    private (EquatableArray<LayerSpec> Layers, int InputSize, TokenSpec? Tokens) Parse()
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
                case LayerAttributeKind.Conv1d:
                    AddConvolution(attribute);
                    break;
                case LayerAttributeKind.Head:
                    AddHead(attribute);
                    break;
                default:
                    AddJoin(attribute);
                    break;
            }

            if (tokens is null && _layers.FirstOrDefault()?.Cell is { } first && attribute == _attributes[0])
            {
                tokens = TokenParser.Parse(_type, first, _report);
            }
        }

        if (_layers.All(layer => layer.Output is null) && _layers.Count > 0)
        {
            _layers[_top] = _layers[_top] with { Output = "output" };
        }

        CheckReaders();
        var layers = LayerFusion.Fuse(_layers);
        foreach (var last in layers.Where(layer => layer.Kind == LayerKind.Last && layers[layer.Sources.First()].Cell is { SumsDirections: true }))
        {
            _report(new Mistake(Descriptors.LastOfSum) { Attribute = _attributes.First(attribute => _names.PartOf(attribute) == last.Name).Data });
        }

        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i] is { Kind: LayerKind.Dense, Times: 1, Size: > ModelParser.MaxSize } large)
            {
                var head = _attributes.First(attribute => attribute.Kind == LayerAttributeKind.Head && _names.MemberOf(attribute) == large.Name);
                head.Reader.Report(new Mistake(Descriptors.SizeTooLarge, "Output", large.Size, ModelParser.MaxSize) { Argument = "Output" });
                return (default, _inputSize, tokens);
            }
        }

        return (new EquatableArray<LayerSpec>([.. layers]), _inputSize, tokens);
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
            return _inputSize = attribute.Reader.Size("Input", required: true, ModelParser.MostInputs(_type));
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
        int output = reader.Size("Output", required: true, attribute.Kind == LayerAttributeKind.Head ? ModelParser.MaxVocabulary : ModelParser.MaxSize);
        string name = _names.TensorsOf(attribute);
        var cell = new CellSpec(CellKind.Rnn, input, output, 1, false, reader.Flag("Bias", true), reader.Enum("Nonlinearity", Nonlinearity.Identity)) { IsDense = true };
        return new LayerSpec(LayerKind.Dense, _names.MemberOf(attribute), Sources(source), output) { Cell = cell, TensorName = name, HeadName = name };
    }

    /// <summary>A convolution: a dense layer over windows.</summary>
    private void AddConvolution(LayerAttribute attribute)
    {
        var reader = attribute.Reader;
        int frame = reader.OptionalSize("Frame");
        bool within = frame > 0;
        int positions = Math.Max(1, frame);
        int read = _top == Input && _inputSize == 0 ? 0 : SizeOf(_top);
        if (read % positions != 0)
        {
            reader.Report(new Mistake(Descriptors.FrameDoesNotFit, NameOf(_top), read, frame) { Argument = "Frame" });
            (positions, frame) = (1, 0);
        }

        int inputs = read > 0 ? read / positions : reader.Size("Input", required: true);
        if (read == 0)
        {
            _inputSize = inputs * positions;
        }
        else if (reader.Has("Input") && reader.Size("Input", required: false) is var said && said != inputs)
        {
            reader.Report(new Mistake(Descriptors.SizesDiffer, said, NameOf(_top), inputs) { Argument = "Input" });
        }

        var window = new WindowSpec(
            inputs, reader.Size("Kernel", required: true), reader.Size("Dilation", required: false), frame,
            WithFrame("Stride", name => reader.Size(name, required: false), 1), WithFrame("Padding", reader.OptionalSize, 0));
        if (window.Frame > 0 && window.Dilation * (window.Kernel - 1) >= window.Frame + (2 * window.Padding))
        {
            reader.Report(new Mistake(Descriptors.KernelDoesNotFit, window.Kernel, window.Dilation, window.Frame, window.Padding) { Argument = "Kernel" });
            window = window with { Kernel = 1 };
        }

        if ((long)window.Size > ModelParser.MaxSize)
        {
            reader.Report(new Mistake(Descriptors.SizeTooLarge, "Kernel × Input", window.Size, ModelParser.MaxSize) { Argument = "Kernel" });
            window = window with { Kernel = 1, Frame = 0 };
        }

        Add(new LayerSpec(LayerKind.Windows, _names.PartOf(attribute), Sources(_top), window.Size) { Window = window }, attribute);
        var dense = Dense(attribute, _layers.Count - 1, window.Kernel * inputs);
        Add(dense with { Cell = dense.Cell! with { Kernel = window.Kernel }, Size = window.Count * dense.Size, Times = window.Count }, attribute);
        _top = _layers.Count - 1;

        int WithFrame(string name, Func<string, int> parse, int otherwise)
        {
            if (frame > 0)
            {
                return parse(name);
            }

            if (!within && reader.Has(name))
            {
                reader.Report(new Mistake(Descriptors.WithoutFrame, name) { Argument = name });
            }

            return otherwise;
        }
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
                new LayerSpec(over == HeadInput.LastState ? LayerKind.Last : LayerKind.Mean, _names.PartOf(attribute), Sources(_top), read.Size)
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
        for (int i = 0; i < attribute.Layers.Count; i++)
        {
            string name = attribute.Layers[i];
            int? source = name == InputName ? Input : _names.Find(name) is { } origin && _origins.LastIndexOf(origin) is >= 0 and var index ? index : null;
            if (source is null)
            {
                string known = string.Join(", ", _origins.Distinct().Select(layer => _names.Of(layer)).Prepend(InputName));
                Report(i, new Mistake(Descriptors.NoSuchLayer, name, known));
            }
            else if (source == Input && HasTokens)
            {
                Report(i, new Mistake(Descriptors.TokensReadTwice, _names.Of(attribute.Data)));
            }
            else if (source != Input && _layers[source.Value].OneRow)
            {
                Report(i, new Mistake(Descriptors.OneRowOnly, name));
            }
            else if (isSum && sources.Count > 0 && SizeOf(source.Value) != SizeOf(sources[0]))
            {
                Report(i, new Mistake(Descriptors.SumOfSizes, NameOf(source.Value), SizeOf(source.Value), NameOf(sources[0]), SizeOf(sources[0])));
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

        if (sources.Contains(Input) && _inputSize == 0)
        {
            // Only a layer that has the argument Input says what the net's input is.
            if (attribute.Layers.Count > 1)
            {
                attribute.Reader.Report(new Mistake(Descriptors.NoLayerAbove, isSum ? "Add" : "Concatenate"));
            }

            return;
        }

        if (sources.Count == 0)
        {
            return;
        }

        void Report(int name, Mistake mistake)
        {
            _joinsAreRight = false;
            attribute.Reader.Report(mistake with { Place = attribute.PlaceOf(name) });
        }

        int size = isSum ? SizeOf(sources[0]) : sources.Sum(SizeOf);
        Add(new LayerSpec(isSum ? LayerKind.Add : LayerKind.Concatenate, _names.MemberOf(attribute), Sources([.. sources]), size), attribute);
        _top = _layers.Count - 1;
    }

    private bool HasTokens => ModelParser.Find(_type, ModelParser.TokenAttribute) is not null || ModelParser.Find(_type, ModelParser.EmbeddingAttribute) is not null;

    /// <summary>Every layer but an output is read, and tokens by the first layer alone.</summary>
    private void CheckReaders()
    {
        for (int i = 0; i < _layers.Count; i++)
        {
            if (_layers[i].Output is null && !_layers.Any(layer => layer.Sources.Contains(i)))
            {
                // What a join with a mistake was to read is not known.
                if (_joinsAreRight)
                {
                    _report(new Mistake(Descriptors.NothingReadsLayer, _names.Of(_origins[i])) { Attribute = _origins[i] });
                }

                _layers[i] = _layers[i] with { Output = "unread" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            }

            if (HasTokens && _layers[i].Cell is null && _layers[i].Sources.Contains(Input))
            {
                _report(new Mistake(Descriptors.TokensReadTwice, _names.Of(_origins[i])) { Attribute = _origins[i] });
            }
        }
    }

    private static EquatableArray<int> Sources(params int[] sources) => new(sources);
}

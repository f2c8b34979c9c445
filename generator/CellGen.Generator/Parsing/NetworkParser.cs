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
    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly Action<Mistake> _report;
    private readonly List<LayerAttribute> _attributes;
    private readonly LayerNames _names;
    private readonly LayerStack _stack;

    private NetworkParser(INamedTypeSymbol type, Compilation compilation, Action<Mistake> report)
    {
        _type = type;
        _compilation = compilation;
        _report = report;
        _attributes = LayerAttribute.Of(type, report);
        _names = new LayerNames(_attributes);
        _stack = new LayerStack(type, _names);
    }

    private List<LayerSpec> Layers => _stack.Layers;

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
                    DenseParser.Parse(_stack, attribute);
                    break;
                case LayerAttributeKind.Conv1d:
                    ConvolutionParser.Parse(_stack, attribute);
                    break;
                case LayerAttributeKind.Head:
                    DenseParser.ParseHead(_stack, attribute, isOnly: _attributes.Count(each => each.Kind == LayerAttributeKind.Head) == 1);
                    break;
                case LayerAttributeKind.Activation:
                    ActivationParser.Parse(_stack, attribute);
                    break;
                default:
                    JoinParser.Parse(_stack, attribute);
                    break;
            }

            if (tokens is null && Layers.FirstOrDefault()?.Cell is { } first && attribute == _attributes[0])
            {
                tokens = TokenParser.Parse(_type, first, _report);
            }
        }

        if (Layers.All(layer => layer.Output is null) && Layers.Count > 0)
        {
            Layers[_stack.Top] = Layers[_stack.Top] with { Output = "output" };
        }

        CheckReaders();
        var layers = LayerFusion.Fuse(Layers);
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
                return (default, _stack.InputSize, tokens);
            }
        }

        return (new EquatableArray<LayerSpec>([.. layers]), _stack.InputSize, tokens);
    }

    private void AddCell(LayerAttribute attribute)
    {
        var cell = CellParser.Parse(attribute.Reader, () => _stack.InputOf(attribute));
        cell = EquationParser.Parse(_type, _compilation, attribute.Reader, cell, _stack.Top == LayerStack.Input && ModelParser.Find(_type, ModelParser.TokenAttribute) is not null);
        _stack.Push(
            new LayerSpec(LayerKind.Cell, _names.MemberOf(attribute), LayerStack.Sources(_stack.Top), cell.LayerOutput) { Cell = cell, TensorName = _names.TensorsOf(attribute) },
            attribute);
    }

    /// <summary>Every layer but an output is read, and tokens by the first layer alone.</summary>
    private void CheckReaders()
    {
        for (int i = 0; i < Layers.Count; i++)
        {
            if (Layers[i].Output is null && !Layers.Any(layer => layer.Sources.Contains(i)))
            {
                // What a join with a mistake was to read is not known.
                if (_stack.JoinsAreRight)
                {
                    _report(new Mistake(Descriptors.NothingReadsLayer, _names.Of(_stack.Origins[i])) { Attribute = _stack.Origins[i] });
                }

                Layers[i] = Layers[i] with { Output = "unread" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            }

            if (_stack.HasTokens && Layers[i].Cell is null && Layers[i].Sources.Contains(LayerStack.Input))
            {
                _report(new Mistake(Descriptors.TokensReadTwice, _names.Of(_stack.Origins[i])) { Attribute = _stack.Origins[i] });
            }
        }
    }
}

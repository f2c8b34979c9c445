using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>The layers of a net as far as they are read, and what the next one reads.</summary>
/// <param name="type">The class.</param>
/// <param name="names">The names of its layers.</param>
internal sealed class LayerStack(INamedTypeSymbol type, LayerNames names)
{
    /// <summary>The net's input, as a number among those of the layers.</summary>
    public const int Input = -1;

    /// <summary>Its name.</summary>
    public const string InputName = "input";

    public LayerNames Names { get; } = names;

    public List<LayerSpec> Layers { get; } = [];

    /// <summary>The attribute of each layer.</summary>
    public List<AttributeData> Origins { get; } = [];

    /// <summary>The number of values of a step of input; 0 where none has been said.</summary>
    public int InputSize { get; set; }

    /// <summary>The layer that the next one reads.</summary>
    public int Top { get; set; } = Input;

    /// <summary>Whether all joins have read what they were to read.</summary>
    public bool JoinsAreRight { get; set; } = true;

    /// <summary>Whether the net reads tokens.</summary>
    public bool HasTokens { get; } = ModelParser.Find(type, ModelParser.TokenAttribute) is not null || ModelParser.Find(type, ModelParser.EmbeddingAttribute) is not null;

    public static EquatableArray<int> Sources(params int[] sources) => new(sources);

    public int SizeOf(int layer) => layer == Input ? InputSize : Layers[layer].Size;

    /// <summary>What a layer is called in messages.</summary>
    public string NameOf(int layer) => layer == Input ? "the input" : $"'{Names.Of(Origins[layer])}'";

    /// <summary>Adds a layer, past which the stack goes on from where it was.</summary>
    public void Add(LayerSpec layer, LayerAttribute origin)
    {
        Layers.Add(layer);
        Origins.Add(origin.Data);
    }

    /// <summary>Adds a layer that the next one reads.</summary>
    public void Push(LayerSpec layer, LayerAttribute origin)
    {
        Add(layer, origin);
        Top = Layers.Count - 1;
    }

    /// <summary>The input of a layer: what the one above gives; of the first what is said.</summary>
    public int InputOf(LayerAttribute attribute)
    {
        if (Top == Input && InputSize == 0)
        {
            return InputSize = attribute.Reader.Size("Input", required: true, ModelParser.MostInputs(type));
        }

        int size = SizeOf(Top);
        if (attribute.Reader.Has("Input") && attribute.Reader.Size("Input", required: false) is var said && said != size)
        {
            attribute.Reader.Report(new Mistake(Descriptors.SizesDiffer, said, NameOf(Top), size) { Argument = "Input" });
        }

        return size;
    }
}

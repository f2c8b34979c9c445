namespace CellGen.Generator.Model;

/// <summary>
/// All that the compiler knows of one class: the value that travels through the incremental pipeline. Holds numbers, enums
/// and strings only.
/// </summary>
internal sealed record ModelSpec(TypeSpec Type, CellSpec Cell, HeadSpec? Head, TokenSpec? Tokens, NetworkSpec Network)
{
    /// <summary>The layers of a net of several, from top to bottom, and then Cell is the first that has equations; empty for one stack of cells.</summary>
    public EquatableArray<LayerSpec> Layers { get; init; }

    /// <summary>The number of values of a step of input.</summary>
    public int InputSize { get; init; } = Cell.Input;

    /// <summary>Where the spec is that of one layer of such a net, or of the encoder of two that are joined: which.</summary>
    public PartSpec? Part { get; init; }

    /// <summary>Where two nets are joined to one: how; the rest of the spec is then that of the decoder.</summary>
    public EncoderDecoderSpec? Pair { get; init; }

    /// <summary>The same for the widths that a build asks for.</summary>
    public ModelSpec ForWidths(VectorWidths widths) => this with { Network = Network with { Widths = widths } };

    /// <summary>Whether the net has several layers.</summary>
    public bool IsNetwork => Layers.Count > 0;

    /// <summary>The number of values in one row of output, of one stack.</summary>
    public int OutputSize => Head?.Output ?? Cell.LayerOutput;

    /// <summary>The outputs, in the order of their arguments.</summary>
    public IReadOnlyList<OutputSpec> Outputs => IsNetwork
        ? [.. Layers.Where(layer => layer.Output is not null).Select(layer => new OutputSpec(layer.Output!, layer.Size, layer.OneRow))]
        : [new OutputSpec("output", OutputSize, OneRow)];

    /// <summary>Whether a whole sequence gives one row of output.</summary>
    public bool OneRow => Head is { OneRow: true };

    /// <summary>Whether the net can run one step at a time: nothing in it waits for the end of the sequence.</summary>
    public bool HasStep => IsNetwork
        ? Part is not { HasStep: false } && Layers.All(layer => layer is { Kind: not LayerKind.Mean, Cell: null or { Bidirectional: false }, Head: null or { Over: not HeadInput.MeanState } })
        : Part is not { HasStep: false } && !Cell.Bidirectional && Head?.Over != HeadInput.MeanState;

    /// <summary>The number of columns of the first layer's weight_ih.</summary>
    public int InputColumns => Tokens is { Embedded: false } tokens ? tokens.Rows : Cell.Input;

    /// <summary>The length of a row that the head reads.</summary>
    public int HeadColumns => Cell.LayerOutput + (Head is { ReadsInput: true } ? Cell.Input : 0);

    /// <summary>Whether sequences begin with states that are parameters.</summary>
    public bool TrainsInitialState => Layers.Any(layer => layer.Cell is { InitialState: InitialState.Trained });

    /// <summary>Whether an embedding stands in front.</summary>
    public bool IsEmbedded => Tokens is { Embedded: true };

    /// <summary>Whether there may be a table of the embedding's products with weight_ih.</summary>
    public bool HasTable => IsEmbedded && Cell.Equations is not { ReadsInput: true } && Part is null && Pair is null && !IsNetwork;

    /// <summary>Whether tokens select columns of weight_ih.</summary>
    public bool GathersColumns => Tokens is { Embedded: false };
}

using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;

namespace CellGen.NumericTests.Networks.Derivation;

/// <summary>The operations between layers, forward and as they are derived backward, and what an interpreter must know of the net.</summary>
/// <param name="Forward">The forward pass.</param>
/// <param name="Backward">The backward pass.</param>
internal sealed record DerivedProgram(IReadOnlyList<Stage> Forward, IReadOnlyList<Stage> Backward)
{
    /// <summary>Where rows lie: an output that the plan leaves to the user is the user's memory, and so is its gradient.</summary>
    public Func<Rows, Rows> Place { get; init; } = rows => rows;

    /// <summary>Whether a layer's steps read the ones before.</summary>
    public Func<int, bool> Recurs { get; init; } = _ => false;

    /// <summary>Into how many a layer divides each row.</summary>
    public Func<int, int> Times { get; init; } = _ => 1;

    /// <summary>The windows of a convolution.</summary>
    public Func<int, WindowSpec?> Window { get; init; } = _ => null;

    /// <summary>The layer of the rows that are a state of a layer; its gradient is given and becomes that of the state before.</summary>
    public Func<int, int?> State { get; init; } = _ => null;

    /// <summary>The layer of the rows that are the input, whose gradient may be wanted.</summary>
    public int Input { get; init; } = -1;

    /// <summary>How many more rows there are of some than the sequence has steps.</summary>
    public Func<int, int> MoreSteps { get; init; } = _ => 0;

    /// <summary>The first step before which an operation is done.</summary>
    public Func<Stage, int> FirstStep { get; init; } = _ => 0;

    /// <summary>All operations, with those within the steps of others.</summary>
    public IEnumerable<Stage> All => Forward.Concat(Backward).SelectMany(stage => stage.Before.Append(stage));

    /// <summary>That of a net of several layers.</summary>
    public static DerivedProgram Of(NetworkPlan plan) => new(plan.Forward, plan.Backward)
    {
        Place = rows => rows is { Kind: RowsKind.Values or RowsKind.Gradient, Layer: >= 0 } && plan.Layers[rows.Layer].Rows < 0
            ? rows with { Kind = rows.Kind == RowsKind.Values ? RowsKind.Output : RowsKind.OutputGradient }
            : rows,
        Recurs = layer => plan.Layers[layer].Spec.Kind == LayerKind.Cell,
        Times = layer => plan.Layers[layer].Spec.Times,
        Window = layer => plan.Layers[layer].Spec.Window,
    };

    /// <summary>That of one stack of cells.</summary>
    public static DerivedProgram Of(StackNetwork stack) => new(stack.Forward, stack.Backward)
    {
        Recurs = layer => layer == StackNetwork.Layers,
        State = layer => layer == StackNetwork.Layers ? StackNetwork.State : null,
    };

    /// <summary>That of an encoder and decoder, whose sources have a step more than its targets.</summary>
    public static DerivedProgram Of(PairPlan plan) => new([.. plan.Network.Encode, .. plan.Network.Decode], plan.Network.Backward)
    {
        Recurs = layer => (PairValues)layer is PairValues.Annotations or PairValues.Outputs,
        State = layer => (PairValues)layer switch { PairValues.Annotations => (int)PairValues.EncoderStates, PairValues.Outputs => (int)PairValues.States, _ => null },
        Input = (int)(plan.Encodes ? PairValues.Target : PairValues.Context),
        MoreSteps = layer => (PairValues)layer is PairValues.Source or PairValues.Annotations or PairValues.Keys ? 1 : 0,
        FirstStep = stage => stage.Layer == (int)PairValues.FedRow ? 2 : 0,
    };

    /// <summary>That of one of its layers, whose rows are the output.</summary>
    public static DerivedProgram OfLayer(StackNetwork stack)
    {
        var rows = stack.LayerForward[0].Target!.Rows;
        var output = rows with { Kind = RowsKind.Output };
        return new(
            [.. stack.LayerForward, new Stage(RowOperation.Copy, rows.Layer, rows.All, output.All)],
            [new Stage(RowOperation.Copy, rows.Layer, output.Gradient.All, rows.Gradient.All), .. stack.LayerBackward]);
    }
}

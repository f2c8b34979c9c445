using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// Everything that is decided for a net of several layers: a <see cref="NetPlan"/> for each that has parameters, where these and
/// the states lie, and what of a layer's output needs memory between the layers.
/// </summary>
internal sealed class NetworkPlan
{
    public NetworkPlan(ModelSpec spec)
    {
        Spec = spec;
        Forward = Network.Of(spec).Stages;
        Backward = spec.Network.Training ? NetworkGradient.Of(Forward, hasNoInputGradient: spec.Tokens is not null) : [];
        int[] states = [.. spec.Layers.Select(FloatsOfState)];
        StateFloats = Math.Max(1, states.Sum());
        Layers = [.. Plan(states)];
        PackedLength = Cores.Max(layer => layer.ParameterOffset + layer.Core!.Parameters.PackedLength);
        TrainedLength = PackedLength - Cores.Sum(layer => layer.Core!.Parameters.PackedLength - layer.Core.Parameters.TrainedLength);
    }

    public ModelSpec Spec { get; }

    /// <summary>What is done with the rows between the layers.</summary>
    public IReadOnlyList<Stage> Forward { get; }

    /// <summary>The same backward.</summary>
    public IReadOnlyList<Stage> Backward { get; }

    public IReadOnlyList<LayerPlan> Layers { get; }

    /// <summary>The layers that have parameters.</summary>
    public IEnumerable<LayerPlan> Cores => Layers.Where(layer => layer.Core is not null);

    /// <summary>The layers that apply a function to each value.</summary>
    public IEnumerable<LayerPlan> Elementwise => Layers.Where(layer => layer.Elementwise is not null);

    /// <summary>The layers that are a type of their own within the net's core.</summary>
    public IEnumerable<LayerPlan> Types => Layers.Where(layer => layer.Core is not null || layer.Elementwise is not null);

    /// <summary>The recurrent cells.</summary>
    public IEnumerable<LayerPlan> Cells => Layers.Where(layer => layer.Spec.Kind == LayerKind.Cell);

    /// <summary>The layers that have a state: the cells, and the windows of convolutions over time.</summary>
    public IEnumerable<LayerPlan> States => Layers.Where(layer => layer.HasState);

    /// <summary>The number of floats of a State.</summary>
    public int StateFloats { get; }

    /// <summary>The length of all parameters, with padding.</summary>
    public int PackedLength { get; }

    /// <summary>The length of what is trained, with padding: a frozen embedding is behind it.</summary>
    public int TrainedLength { get; }

    /// <summary>The number of parameters as torch counts them.</summary>
    public long TotalCount => Cores.Sum(layer => layer.Core!.Parameters.TotalCount) + Initial.Sum(layer => layer.Core!.StateCount);

    /// <summary>The layers whose sequences begin with states that are parameters.</summary>
    public IEnumerable<LayerPlan> Initial => Layers.Where(layer => layer.InitialOffset >= 0);

    /// <summary>
    /// The number of steps of a long sequence that run through all layers before the next ones, without a tape, so that what goes
    /// from layer to layer stays in a near cache; 0 where the layers need the whole sequence. Measured with a dense layer and a GRU
    /// of 8 units over 480,000 steps (Emerald Rapids, loaded, five runs each): 1.2 to 1.5 times the time of the cell alone without
    /// it, 0.9 to 1.3 with it.
    /// </summary>
    public int ChunkSteps => Spec.HasStep && Layers.All(layer => !layer.Spec.OneRow) ? 256 : 0;

    /// <summary>The multiply-adds of one step.</summary>
    public long MultiplyAdds => Cores.Where(layer => !layer.Spec.OneRow || layer.Spec.Kind == LayerKind.Cell).Sum(layer => layer.Spec.Times * layer.Core!.MultiplyAdds);

    /// <summary>The number of values in the widest row of a gradient that is to be added to another; 0 where there is none.</summary>
    public int Scratch => Backward.Where(stage => stage.Target is { Rows.Kind: RowsKind.Scratch }).Select(stage => stage.Target!.Rows.Size).DefaultIfEmpty(0).Max();

    /// <summary>The memory of the rows between the layers without a tape.</summary>
    public RowMemory WorkspaceRows => RowMemory.OfWorkspace(this);

    /// <summary>The same with one.</summary>
    public RowMemory TapeRows => RowMemory.OfTape(this);

    /// <summary>The number of floats of the rows that a step has on the stack.</summary>
    public int StackFloats => Layers.Sum(layer => layer.StackFloats);

    /// <summary>Whether units or outputs are dropped in training.</summary>
    public bool Drops => Cores.Any(layer => layer.Core!.Spec.Cell.DropsOutputs || layer.Core.Training.HasMask);

    /// <summary>The number of floats of a layer's state, with padding.</summary>
    private static int FloatsOfState(LayerSpec layer) =>
        LaneLayout.RoundUp(layer.Kind == LayerKind.Cell ? StatePart.FloatsOf(layer.Cell!) : layer.StateFloats, 4);

    private ModelSpec PartOf(LayerSpec layer, int stateFloats) =>
        new(Spec.Type, layer.Cell!, layer.Head, layer.Sources.First() < 0 ? Spec.Tokens : null, Spec.Network)
        {
            Part = new PartSpec(layer.Name + LayerPlan.TypeEnding, stateFloats, Spec.HasStep),
        };

    private IEnumerable<LayerPlan> Plan(int[] states)
    {
        var layers = Spec.Layers.ToList();
        var cores = layers.ConvertAll(layer => layer.Cell is null ? null : new NetPlan(PartOf(layer, layer.Kind == LayerKind.Cell ? StateFloats : 0)));

        // A frozen embedding lies behind all that is trained: its layer is the last.
        var order = Enumerable.Range(0, layers.Count).Where(i => cores[i] is not null).OrderBy(i => cores[i]!.Parameters.TrainedLength < cores[i]!.Parameters.PackedLength);
        var offsets = new int[layers.Count];
        int length = 0;
        var initial = new int[layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            bool trained = layers[i].Cell is { InitialState: InitialState.Trained };
            initial[i] = trained ? length : -1;
            length += trained ? LaneLayout.RoundUp(states[i], LaneLayout.Block) : 0;
        }

        foreach (int i in order)
        {
            offsets[i] = length;
            length += LaneLayout.RoundUp(cores[i]!.Parameters.PackedLength, LaneLayout.Block);
        }

        int memory = 0, rows = 0, state = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            bool Reads(Stage stage) => stage.Source.Rows is { Kind: RowsKind.Values } rows && rows.Layer == i;
            bool Writes(Stage stage) => stage.Target!.Rows is { Kind: RowsKind.Values } rows && rows.Layer == i;

            // An output that nothing but the copy to the user reads is written there at once, and its gradient is read where the user has it.
            bool isUsers = layers[i].Output is not null && layers[i].Times == 1 && Forward.Count(Reads) == 1;
            bool isOnStack = layers[i].Output is null && Forward.First(Writes).Operation.Step is not null;
            yield return new LayerPlan(i, layers[i], cores[i])
            {
                Elementwise = layers[i].Kind == LayerKind.Elementwise ? new ElementwisePlan(layers[i].Size, layers[i].Nonlinearity, Spec.Network) : null,
                Memory = cores[i] is null ? -1 : memory++,
                Rows = isUsers ? -1 : rows++,
                StackFloats = isOnStack ? LaneLayout.RoundUp(layers[i].Size, LaneLayout.Block) : 0,
                ParameterOffset = offsets[i],
                InitialOffset = initial[i],
                StateFloats = states[i],
                StateOffset = states[i] > 0 ? state : -1,
            };
            state += states[i];
        }
    }
}

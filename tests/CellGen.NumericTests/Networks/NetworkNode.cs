using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Networks;

/// <summary>A layer in its place.</summary>
/// <param name="Layer">What its attribute says.</param>
/// <param name="Name">Its name: the attribute's, or the default.</param>
/// <param name="Prefix">What its tensors' names begin with.</param>
/// <param name="Sources">The numbers of the layers that it reads; −1 is the input.</param>
/// <param name="Input">The number of values of a row that it reads.</param>
/// <param name="Size">The number of values of a row that it gives.</param>
public sealed record NetworkNode(NetworkLayer Layer, string Name, string Prefix, int[] Sources, int Input, int Size)
{
    /// <summary>Whether it is a cell.</summary>
    public bool IsCell => Layer.Layer == "RecurrentCell";

    /// <summary>Whether it is a head.</summary>
    public bool IsHead => Layer.Layer == "DenseHead";

    /// <summary>Whether it is a convolution.</summary>
    public bool IsConvolution => Layer.Layer == "Conv1d";

    /// <summary>Of a convolution: the number of inputs of a step, or of a position of its frame.</summary>
    public int Channels => Input / Math.Max(1, Layer.Frame);

    /// <summary>Of a convolution: the number of earlier steps that it reads, which are its state.</summary>
    public int Past => IsConvolution && Layer.Frame == 0 ? (Layer.Kernel - 1) * Layer.Dilation : 0;

    /// <summary>Whether it has a state: a cell, or a convolution that reads earlier steps.</summary>
    public bool HasState => IsCell || Past > 0;

    /// <summary>Whether its state has a second part, c.</summary>
    public bool HasCell => IsCell && Shape.HasCell;

    /// <summary>What its state is called: h of a cell, and x, the inputs, of a convolution.</summary>
    public string State => IsCell ? "h" : "x";

    /// <summary>The number of values of that state, and of c.</summary>
    public (int State, int Cell) StateCounts => IsCell
        ? (Places * Shape.StateSize, HasCell ? Places * Layer.Hidden : 0)
        : (Past * Channels, 0);

    /// <summary>Of a cell: the number of its layers and directions.</summary>
    public int Places => Shape.Layers * Shape.Directions;

    /// <summary>Whether sequences that are given no state begin with parameters.</summary>
    public bool TrainsInitialState => Layer.InitialState == InitialState.Trained;

    /// <summary>Whether there is one row for a sequence.</summary>
    public bool HasOneRow => Layer.Over is HeadInput.LastState or HeadInput.MeanState;

    /// <summary>Of a cell, the net that it is alone.</summary>
    public NetShape Shape => Layer.ShapeOf(Input);

    /// <summary>Its parameters, under the names of the whole net.</summary>
    public IEnumerable<ParameterShape> Tensors => Layer.Layer switch
    {
        "RecurrentCell" => Shape.Tensors.Concat(InitialStates).Select(tensor => tensor with { Name = Prefix + tensor.Name }),
        "Conv1d" => new ParameterShape[] { new(Prefix + "weight", Layer.Output, Channels, Layer.Kernel), new(Prefix + "bias", Layer.Output) }.Take(Layer.Bias ? 2 : 1),
        "Dense" or "DenseHead" => new ParameterShape[] { new(Prefix + "weight", Size, Input), new(Prefix + "bias", Size) }.Take(Layer.Bias ? 2 : 1),
        _ => [],
    };

    /// <summary>What test weights are scaled by: the units of a cell, the inputs of an output.</summary>
    public int Fan => IsCell ? Layer.Hidden : IsConvolution ? Channels * Layer.Kernel : Input;

    /// <summary>The trained initial states of a cell, of each layer and direction.</summary>
    public IEnumerable<ParameterShape> InitialStates => !TrainsInitialState ? [] : Enumerable.Range(0, Places)
        .Select(place => $"_l{place / Shape.Directions}{(place % Shape.Directions == 1 ? "_reverse" : "")}")
        .SelectMany(place => new ParameterShape[] { new("h0" + place, Shape.StateSize), new("c0" + place, Layer.Hidden) }.Take(HasCell ? 2 : 1));
}

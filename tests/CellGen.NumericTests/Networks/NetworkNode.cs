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

    /// <summary>Whether there is one row for a sequence.</summary>
    public bool HasOneRow => Layer.Over is HeadInput.LastState or HeadInput.MeanState;

    /// <summary>Of a cell, the net that it is alone.</summary>
    public NetShape Shape => Layer.ShapeOf(Input);

    /// <summary>Its parameters, under the names of the whole net.</summary>
    public IEnumerable<ParameterShape> Tensors => Layer.Layer switch
    {
        "RecurrentCell" => Shape.Tensors.Select(tensor => tensor with { Name = Prefix + tensor.Name }),
        "Dense" or "DenseHead" => new ParameterShape[] { new(Prefix + "weight", Size, Input), new(Prefix + "bias", Size) }.Take(Layer.Bias ? 2 : 1),
        _ => [],
    };

    /// <summary>What test weights are scaled by: the units of a cell, the inputs of a dense layer.</summary>
    public int Fan => IsCell ? Layer.Hidden : Input;
}

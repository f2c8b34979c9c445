namespace CellGen.NumericTests.Host;

/// <summary>A parameter tensor as torch names and shapes it.</summary>
/// <param name="Name">The name in a state_dict, such as weight_ih_l0_reverse.</param>
/// <param name="Rows">The first dimension.</param>
/// <param name="Columns">The second dimension; 0 for a vector.</param>
/// <param name="Depth">The third dimension, of a convolution; else 0.</param>
public sealed record ParameterShape(string Name, int Rows, int Columns = 0, int Depth = 0)
{
    /// <summary>The number of elements.</summary>
    public int Count => Rows * Math.Max(Columns, 1) * Math.Max(Depth, 1);

    /// <summary>The dimensions, as safetensors states them.</summary>
    public int[] Dimensions => Columns == 0 ? [Rows] : Depth == 0 ? [Rows, Columns] : [Rows, Columns, Depth];
}

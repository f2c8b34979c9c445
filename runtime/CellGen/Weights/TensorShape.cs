namespace CellGen;

/// <summary>The name and the shape of one of a model's tensors: a matrix [Rows x Columns], a vector [Rows], or the weights of a convolution.</summary>
/// <param name="Name">The name under which weight files hold it, as torch's state_dict names it.</param>
/// <param name="Rows">The number of rows of a matrix, the length of a vector.</param>
/// <param name="Columns">The number of columns of a matrix; 0 for a vector.</param>
public readonly record struct TensorShape(string Name, int Rows, int Columns = 0)
{
    /// <summary>Whether this is a vector: it has no columns.</summary>
    public bool IsVector => Columns == 0;

    /// <summary>Of a convolution [Rows x Columns / Kernel x Kernel]: the length of the last dimension; 0 of all others.</summary>
    public int Kernel { get; init; }

    /// <summary>The number of elements.</summary>
    public int Count => IsVector ? Rows : checked(Rows * Columns);

    /// <summary>The lengths of the dimensions: one for a vector, two for a matrix, three for a convolution.</summary>
    public long[] ToLengths() => IsVector ? [Rows] : Kernel > 0 ? [Rows, Columns / Kernel, Kernel] : [Rows, Columns];

    /// <summary>The name and the shape, as in "weight_hh_l0 [60 x 20]".</summary>
    public override string ToString() => $"{Name} {SafeTensorShape.Format(ToLengths())}";
}

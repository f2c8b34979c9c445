namespace CellGen;

/// <summary>The name and the shape of one of a model's tensors: a matrix [Rows x Columns], or a vector [Rows].</summary>
/// <param name="Name">The name under which weight files hold it, as torch's state_dict names it.</param>
/// <param name="Rows">The number of rows of a matrix, the length of a vector.</param>
/// <param name="Columns">The number of columns of a matrix; 0 for a vector.</param>
public readonly record struct TensorShape(string Name, int Rows, int Columns = 0)
{
    /// <summary>Whether this is a vector: it has no columns.</summary>
    public bool IsVector => Columns == 0;

    /// <summary>The number of elements.</summary>
    public int Count => IsVector ? Rows : checked(Rows * Columns);

    /// <summary>The lengths of the dimensions: one for a vector, two for a matrix.</summary>
    public long[] ToLengths() => IsVector ? [Rows] : [Rows, Columns];

    /// <summary>The name and the shape, as in "weight_hh_l0 [60 x 20]".</summary>
    public override string ToString() => $"{Name} {SafeTensorShape.Format(ToLengths())}";
}

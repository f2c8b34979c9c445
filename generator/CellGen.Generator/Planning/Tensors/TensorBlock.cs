namespace CellGen.Generator.Planning;

/// <summary>A part of a tensor that lies together in the packed parameters: a matrix in packed order, or plain rows.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Units">The units of a packed matrix.</param>
/// <param name="Gates">Its gates.</param>
/// <param name="Columns">The columns that it has of the tensor; 0 for a vector, and for rows that have all.</param>
internal sealed record TensorBlock(int Offset, int Units, int Gates, int Columns)
{
    /// <summary>The row of the tensor with which it begins.</summary>
    public int Row { get; init; }

    /// <summary>The gate of the packed matrix with which it begins.</summary>
    public int Gate { get; init; }

    /// <summary>The number of gates that it has of the packed matrix.</summary>
    public int GateCount { get; init; } = Gates;

    /// <summary>The column of the tensor with which it begins.</summary>
    public int Column { get; init; }

    /// <summary>The distance from one row to the next, where it is plain rows; 0 in packed order.</summary>
    public int Stride { get; init; }

    /// <summary>Whether it is a whole packed matrix, and the beginning of a tensor.</summary>
    public bool IsWhole => this is { Stride: 0, Row: 0, Gate: 0, Column: 0 } && GateCount == Gates;

    /// <summary>Plain rows.</summary>
    public static TensorBlock Rows(int offset, int stride) => new(offset, 0, 0, 0) { Stride = stride };
}

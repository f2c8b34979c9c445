namespace CellGen.Compare.Problems;

/// <summary>A layer of a net of several.</summary>
/// <param name="Name">Its name, with which its tensors' names begin.</param>
/// <param name="Cell">Gru (the reset before the product) or Lstm; null for a dense layer.</param>
/// <param name="Size">The values of a row that it gives.</param>
/// <param name="Function">The function of a dense layer, or of a GRU's candidate.</param>
/// <param name="Reads">The layers that it reads side by side; "input" is the net's.</param>
/// <param name="IsOutput">Whether it is an output of the net.</param>
public sealed record NetLayer(string Name, CellKind? Cell, int Size, Nonlinearity Function, IReadOnlyList<string> Reads, bool IsOutput = false)
{
    /// <summary>The products with x of a unit.</summary>
    public int Gates => Cell switch { CellKind.Gru => 3, CellKind.Lstm => 4, _ => 1 };

    /// <summary>The multiply-adds of a step.</summary>
    /// <param name="input">The values that it reads.</param>
    public double MultiplyAdds(int input) => (double)Gates * Size * (input + (Cell is null ? 0 : Size));
}

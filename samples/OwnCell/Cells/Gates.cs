namespace CellGen.Samples.OwnCell.Cells;

/// <summary>What the equations of several cells have in common: methods of their shape, which the generator reads with them.</summary>
internal static class Gates
{
    /// <summary>σ(W x + R y + b).</summary>
    public static CellValue Plain(CellEquations cell, string gate) => cell.Let(gate, cell.Sigmoid(cell.W(gate) + cell.U(gate)));

    /// <summary>σ(W x + R y + p ⊙ c + b): a gate that sees the cell state through a vector of weights.</summary>
    public static CellValue Peephole(CellEquations cell, string gate, CellValue c) =>
        cell.Let(gate, cell.Sigmoid(cell.W(gate) + cell.U(gate) + (cell.Vector("c" + gate) * c)));
}

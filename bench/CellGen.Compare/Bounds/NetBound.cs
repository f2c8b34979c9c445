using CellGen.Compare.Machines;
using CellGen.Compare.Problems;
using CellGen.Generator.Planning;

namespace CellGen.Compare.Bounds;

/// <summary>The work and the chains of a net of several layers, by the rules of <see cref="WorkBound"/> and <see cref="ChainBound"/>.</summary>
internal static class NetBound
{
    /// <summary>All multiply-adds and functions of a step.</summary>
    public static double Work(Row row, double peak, VectorSpeed vectors) =>
        (2 * (row.MultiplyAdds + row.Net.Sum(layer => layer.Cell is null ? 0 : 3 * layer.Size)) / peak) + row.Net.Sum(layer => Functions(layer, vectors));

    /// <summary>
    /// The longest way from a state to the next one. The cells are chains beside one another: what a cell reads of another layer is
    /// of the same step, and nothing goes back.
    /// </summary>
    public static double Chain(Row row, VectorSpeed vectors) => row.Net.Where(layer => layer.Cell is not null).Max(layer => Chain(layer, vectors));

    private static double Functions(NetLayer layer, VectorSpeed vectors)
    {
        // Of a GRU's candidate and of a dense layer the function is said; a relu is none that is counted.
        (int sigmoids, int tanhs) = layer.Cell switch
        {
            CellKind.Gru => (2, layer.Function == Nonlinearity.Tanh ? 1 : 0),
            CellKind.Lstm => (3, 2),
            _ => (layer.Function == Nonlinearity.Sigmoid ? 1 : 0, layer.Function == Nonlinearity.Tanh ? 1 : 0),
        };
        double Vectors(int functions) => Math.Ceiling((double)layer.Size * functions / vectors.Lanes);
        return (Vectors(sigmoids) * vectors.Sigmoid.Beside) + (Vectors(tanhs) * vectors.Tanh.Beside);
    }

    private static double Chain(NetLayer layer, VectorSpeed vectors)
    {
        double Sum(int gates)
        {
            int partials = PartialSums.OfRecurrentProduct(gates, layer.Size, layer.Size, VectorProfile.Vector512);
            return (Math.Ceiling((double)layer.Size / partials) * vectors.MultiplyAdd) + (Math.Log2(partials) * vectors.Add);
        }

        // GRU: r, r ⊙ h, its product, relu (as an addition) and h'; LSTM: as ChainBound has it.
        double handing = Math.Min(vectors.Memory, vectors.Broadcast);
        return layer.Cell == CellKind.Gru
            ? vectors.Memory + Sum(2) + vectors.Sigmoid.Latency + vectors.Multiply + handing + Sum(1) + vectors.Add + vectors.MultiplyAdd
            : vectors.Memory + Sum(4) + vectors.Sigmoid.Latency + vectors.Multiply + vectors.MultiplyAdd + vectors.Tanh.Latency + vectors.Multiply;
    }
}

using CellGen.Compare.Machines;
using CellGen.Compare.Problems;
using CellGen.Generator.Planning;

namespace CellGen.Compare.Bounds;

/// <summary>
/// The way from one h to the next. Every sum begins with the first column, and its order belongs to its bits: so the way from the
/// first unit to itself leads through all multiply-adds of a partial sum, however the units are divided.
/// </summary>
internal static class ChainBound
{
    /// <summary>
    /// Nanoseconds per time step. Directions and sequences are chains beside one another, and so are layers, one step behind the
    /// other; but a layer above two directions begins when both have ended. Of backward only the way forward is counted.
    /// </summary>
    public static double Of(Row row, VectorSpeed vectors)
    {
        int partials = PartialSums.OfRecurrentProduct(row.Gates, row.Hidden, row.Hidden, VectorProfile.Vector512); // the same at every width
        double sum = (Math.Ceiling((double)row.Hidden / partials) * vectors.MultiplyAdd) + (Math.Log2(partials) * vectors.Add);
        return (HandingOn(row, vectors) + sum + Functions(row.Kind, vectors)) * (row.Bidirectional ? row.Layers : 1);
    }

    /// <summary>From h in a vector to its elements in all lanes. Between two calls that is memory; within one it need not be.</summary>
    private static double HandingOn(Row row, VectorSpeed vectors) =>
        row.IsStepwise ? vectors.Memory : Math.Min(vectors.Memory, vectors.Broadcast);

    /// <summary>From the sums to the next h.</summary>
    private static double Functions(CellKind kind, VectorSpeed vectors) => kind switch
    {
        // r, r ⊙ (U_n h + b_hn) + (W_n x + b_in), n, (1 − z) ⊙ n + (z ⊙ h)
        CellKind.Gru => vectors.Sigmoid.Latency + vectors.MultiplyAdd + vectors.Tanh.Latency + vectors.MultiplyAdd,

        // f, f ⊙ c, i ⊙ g + (f ⊙ c), tanh(c'), o ⊙ tanh(c')
        CellKind.Lstm => vectors.Sigmoid.Latency + vectors.Multiply + vectors.MultiplyAdd + vectors.Tanh.Latency + vectors.Multiply,

        _ => vectors.Tanh.Latency,
    };
}

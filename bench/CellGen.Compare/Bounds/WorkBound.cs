using CellGen.Compare.Machines;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Bounds;

/// <summary>
/// The multiply-adds of a step at the peak, and its functions, which are computed by the same units of the processor, at what
/// they add to such a stream. Padding is not counted: values of several gates, directions, layers or sequences may share a vector.
/// </summary>
internal static class WorkBound
{
    /// <summary>Nanoseconds per time step of the whole batch; backward multiplies and adds, but computes no function.</summary>
    public static double Of(Row row, double peak, VectorSpeed vectors)
    {
        double units = (double)row.Layers * row.Directions * row.Batch * row.Hidden;
        double Vectors(int functions) => Math.Ceiling(units * functions / vectors.Lanes);

        return (2 * (row.MultiplyAdds + (units * Products(row.Kind))) / peak)
            + (Vectors(Sigmoids(row.Kind)) * vectors.Sigmoid.Beside)
            + (Vectors(Tanhs(row.Kind)) * vectors.Tanh.Beside);
    }

    /// <summary>The multiplications of a unit between its gates and states.</summary>
    private static int Products(CellKind kind) => kind == CellKind.Rnn ? 0 : 3;

    private static int Sigmoids(CellKind kind) => kind switch { CellKind.Gru => 2, CellKind.Lstm => 3, _ => 0 };

    private static int Tanhs(CellKind kind) => kind == CellKind.Lstm ? 2 : 1;
}

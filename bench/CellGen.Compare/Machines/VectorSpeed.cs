namespace CellGen.Compare.Machines;

/// <summary>The nanoseconds of what a step is made of, at the width that CellGen chose.</summary>
/// <param name="Lanes">The floats of a vector.</param>
/// <param name="Sigmoid">CellGen's sigmoid.</param>
/// <param name="Tanh">CellGen's tanh.</param>
/// <param name="MultiplyAdd">The latency of a fused multiply-add.</param>
/// <param name="Multiply">The latency of a multiplication.</param>
/// <param name="Add">The latency of an addition.</param>
/// <param name="Broadcast">From a vector to one of its elements in all lanes, in registers.</param>
/// <param name="Memory">The same through memory: a store and a load.</param>
public sealed record VectorSpeed(
    int Lanes, FunctionSpeed Sigmoid, FunctionSpeed Tanh, double MultiplyAdd, double Multiply, double Add, double Broadcast, double Memory)
{
    /// <summary>Measures a width.</summary>
    internal static VectorSpeed Measure<TWidth, TVector>(int repeats)
        where TWidth : IWidth<TVector>
    {
        return new VectorSpeed(
            TWidth.Lanes,
            Function<Operations<TWidth, TVector>.Sigmoid>(),
            Function<Operations<TWidth, TVector>.Tanh>(),
            Of<Operations<TWidth, TVector>.MultiplyAdd>(),
            Of<Operations<TWidth, TVector>.Multiply>(),
            Of<Operations<TWidth, TVector>.Add>(),
            Of<Operations<TWidth, TVector>.Broadcast>(),
            Latency.ThroughMemory(repeats));

        double Of<TOperation>()
            where TOperation : IOperation<TVector> => Latency.Of<TOperation, TWidth, TVector>(repeats);

        FunctionSpeed Function<TFunction>()
            where TFunction : IOperation<TVector> =>
            new(MultiplyAddSpeed.Beside<TFunction, TWidth, TVector>(repeats), Of<TFunction>());
    }
}

using System.Numerics.Tensors;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Tensors;

/// <summary>C# with TensorPrimitives, in both ways of a product: a dot for each row, or a multiply-add for each column.</summary>
internal sealed class TensorsPeer : IPeer
{
    /// <inheritdoc/>
    public string Name => "TensorPrimitives";

    /// <inheritdoc/>
    public string Version => typeof(TensorPrimitives).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    public IReadOnlyList<IWork> Prepare(Problem problem)
    {
        if (problem.Row.Mode is RowMode.Training or RowMode.Learning or RowMode.Agents || problem.Row.IsNet || problem.Row.Pair is not null)
        {
            return [];
        }

        float[] weight = problem.Parameters[^2].Values;
        float bias = problem.Parameters[^1].Values[0];
        return
        [
            .. new[] { false, true }.Select(byColumn => new LayeredWork(
                byColumn ? "columns" : "rows", problem,
                weights => new TensorsLayer(weights, byColumn),
                hidden => TensorPrimitives.Dot(hidden, weight) + bias)),
        ];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

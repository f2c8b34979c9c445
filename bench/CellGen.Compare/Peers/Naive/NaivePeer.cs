using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Naive;

/// <summary>Plain C#: arrays, loops and MathF, as one writes it down from the equations.</summary>
internal sealed class NaivePeer : IPeer
{
    /// <inheritdoc/>
    public string Name => "C# loops";

    /// <inheritdoc/>
    public string Version => Environment.Version.ToString();

    /// <inheritdoc/>
    public IReadOnlyList<IWork> Prepare(Problem problem)
    {
        if (problem.Row.Mode is RowMode.Training or RowMode.Learning or RowMode.Agents || problem.Row.IsNet || problem.Row.Pair is not null)
        {
            return [];
        }

        float[] weight = problem.Parameters[^2].Values;
        float bias = problem.Parameters[^1].Values[0];
        return [new LayeredWork("", problem, Create, hidden => Head(hidden, weight, bias))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static ILayer Create(LayerWeights weights) => weights.Kind switch
    {
        CellKind.Gru => new NaiveGru(weights),
        CellKind.Lstm => new NaiveLstm(weights),
        _ => new NaiveRnn(weights),
    };

    private static float Head(ReadOnlySpan<float> hidden, float[] weight, float bias)
    {
        float sum = bias;
        for (int i = 0; i < hidden.Length; i++)
        {
            sum += weight[i] * hidden[i];
        }

        return sum;
    }
}

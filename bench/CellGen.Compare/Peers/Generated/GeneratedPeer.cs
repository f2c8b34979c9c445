using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Generated;

/// <summary>CellGen: the generated nets, called as a user calls them.</summary>
internal sealed class GeneratedPeer : IPeer
{
    /// <inheritdoc/>
    public string Name => "CellGen";

    /// <inheritdoc/>
    public string Version => typeof(RecurrentCellAttribute).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    public IReadOnlyList<IWork> Prepare(Problem problem) =>
    [
        problem.Row.Pair is not null ? PairWork.Create(problem) : problem.Row.IsNet ? LayersWork.Create(problem) : problem.Row.Mode switch
        {
            RowMode.Sequence => SequenceWork.Create(problem),
            RowMode.Streaming => StreamingWork.Create(problem),
            RowMode.Agents => AgentsWork.Create(problem),
            RowMode.Learning => new LearningWork(problem),
            _ => TrainingWork.Create(problem),
        },
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Copies the problem's weights into a net.</summary>
    internal static void SetAll(Problem problem, SetTensor set)
    {
        foreach (Tensor tensor in problem.Parameters)
        {
            set(tensor.Name, tensor.Values);
        }
    }

    /// <summary>Copies all gradients out.</summary>
    internal static IReadOnlyList<float[]> GetAll(Problem problem, GetTensor get) =>
    [
        .. problem.Parameters.Select(tensor =>
        {
            var values = new float[tensor.Values.Length];
            get(tensor.Name, values);
            return values;
        }),
    ];
}

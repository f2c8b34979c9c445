using CellGen.Compare.Peers;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Situations;

/// <summary>CellGen in another way than that of the row.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Create">The net of the row, ready to run in that way.</param>
internal sealed record OtherWay(string Name, Func<Problem, IWork> Create) : IPeer
{
    /// <inheritdoc/>
    public string? Version => null;

    /// <inheritdoc/>
    public IReadOnlyList<IWork> Prepare(Problem problem) => [Create(problem)];

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers;

/// <summary>A library, or a way of writing, that is compared.</summary>
public interface IPeer : IDisposable
{
    /// <summary>The heading of its column.</summary>
    string Name { get; }

    /// <summary>Its version; null where it could not be installed.</summary>
    string? Version { get; }

    /// <summary>Whether a run with fewer instructions than the machine has can restrict it to those.</summary>
    bool IsRestricted => true;

    /// <summary>Makes nets for a row, one for each way that the peer has of doing it: the fastest counts.</summary>
    /// <returns>Empty where it cannot do the row.</returns>
    IReadOnlyList<IWork> Prepare(Problem problem);
}

namespace CellGen.Compare.Situations;

/// <summary>Something that no time of a step of a warm net says, measured for the peers that can do it.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Times">The times, CellGen's first.</param>
public sealed record Situation(string Name, IReadOnlyList<SituationTime> Times);

/// <summary>What a peer takes in a <see cref="Situation"/>.</summary>
/// <param name="Peer">Its name.</param>
/// <param name="Nanoseconds">The time.</param>
/// <param name="Agrees">Whether it computed what CellGen computed.</param>
/// <param name="Remark">What is to know beside it; may be empty.</param>
public sealed record SituationTime(string Peer, double Nanoseconds, bool Agrees, string Remark = "");

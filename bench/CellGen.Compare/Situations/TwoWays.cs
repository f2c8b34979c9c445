namespace CellGen.Compare.Situations;

/// <summary>One way of doing something with CellGen beside another way.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Nanoseconds">The time of the one way.</param>
/// <param name="Other">The time of the other.</param>
/// <param name="Target">How many times as fast as the other the one is meant to be; null where nothing was said.</param>
/// <param name="Agrees">Whether both computed the same bits.</param>
public sealed record TwoWays(string Name, double Nanoseconds, double Other, double? Target, bool Agrees)
{
    /// <summary>How many times as fast as the other the one is.</summary>
    public double Factor => Other / Nanoseconds;
}

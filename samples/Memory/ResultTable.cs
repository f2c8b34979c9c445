namespace CellGen.Samples.Memory;

/// <summary>How often each kind of cell was right.</summary>
public static class ResultTable
{
    /// <summary>Writes a table for a place of the key.</summary>
    public static void Write(IEnumerable<Contestant> contestants, KeyPlace place)
    {
        Console.WriteLine($"Right, in % of 500 held-out sequences; {(place == KeyPlace.Early ? "the key is the first" : "the key is anywhere")}");
        Console.WriteLine("distance" + string.Concat(Contestant.Distances.Select(distance => $"{distance,7}")));
        foreach (Contestant contestant in contestants.Where(contestant => contestant.Place == place))
        {
            Console.WriteLine($"{contestant.Name,-8}" + string.Concat(contestant.Accuracies.Select(accuracy => $"{100 * accuracy,7:0.0}")));
        }

        Console.WriteLine();
    }
}

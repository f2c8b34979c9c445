using CellGen.Compare.Machines;
using CellGen.Compare.Measuring;
using CellGen.Compare.Peers;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Situations;

/// <summary>
/// A step of ten warm nets in turn, while the rest of the program has taken the caches in between: before each call as much
/// memory is read as the largest cache holds twice.
/// </summary>
internal static class ColdCalls
{
    private const int Rounds = 5;
    private const int Repeats = 11;
    private const long MostBytes = 256 << 20;

    /// <summary>The median of a round's ten calls, divided by ten.</summary>
    public static IReadOnlyList<Situation> Measure(IReadOnlyList<IPeer> peers)
    {
        Problem[] nets = [.. RowCatalog.TenNets.Select(row => new Problem(row with { Steps = 1 }))];
        var memory = new long[Math.Min(MostBytes, 2 * Cache.OfCore().Select(cache => cache.Bytes).DefaultIfEmpty(MostBytes).Max()) / sizeof(long)];
        Array.Fill(memory, 1);
        var times = new List<SituationTime>();
        Answer[]? expected = null;
        foreach (IPeer peer in peers)
        {
            IReadOnlyList<IWork>[] ways = [.. nets.Select(peer.Prepare)];
            if (ways.Any(works => works.Count == 0))
            {
                continue;
            }

            IWork[] fastest = [.. Fastest(ways)];
            double[] rounds = [.. Enumerable.Range(0, Repeats).Select(_ => fastest.Average(work => Cold(work, memory))).Order()];
            Answer[] answers = [.. fastest.Select(work => work.Answer())];
            expected ??= answers;
            times.Add(new(peer.Name, rounds[Repeats / 2], answers.Zip(expected).All(pair => Agreement.Between(pair.Second, pair.First).Holds)));
            foreach (IWork work in ways.SelectMany(works => works))
            {
                work.Dispose();
            }
        }

        return [new("a step of each of ten nets in turn, the caches emptied before each", times)];
    }

    private static double Cold(IWork work, long[] memory)
    {
        long sum = 0;
        foreach (long value in memory)
        {
            sum += value;
        }

        return sum == memory.LongLength ? work.Run(1) : throw new InvalidOperationException("The memory has other numbers.");
    }

    /// <summary>The fastest way of each net, after all have been warmed up, with a rest for the compiler after each round.</summary>
    private static IEnumerable<IWork> Fastest(IReadOnlyList<IWork>[] ways)
    {
        for (int round = 0; round < Rounds; round++)
        {
            foreach (IWork work in ways.SelectMany(works => works).Where(work => work.IsManaged || round == 0))
            {
                work.Run(Pace.RoundCalls);
            }

            Thread.Sleep(200);
        }

        return ways.Select(works => works.MinBy(work => Enumerable.Range(0, 3).Min(_ => work.Run(Pace.RoundCalls)))!);
    }
}

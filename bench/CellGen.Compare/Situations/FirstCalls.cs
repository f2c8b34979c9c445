using System.Diagnostics;
using CellGen.Compare.Measuring;
using CellGen.Compare.Peers;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Situations;

/// <summary>
/// The time from nothing to the first output: a net is made, has its weights set, and does one step. The process is warm: two
/// nets of other sizes have been there before, and nothing of these ten.
/// </summary>
internal static class FirstCalls
{
    /// <summary>Of each net of the ten, on average: the first time, and once more with another net of its class.</summary>
    public static IReadOnlyList<Situation> Measure(IReadOnlyList<IPeer> peers)
    {
        var first = new List<SituationTime>();
        var second = new List<SituationTime>();
        Problem[] nets = [.. RowCatalog.TenNets.Select(row => new Problem(row with { Steps = 1 }))];
        Problem[] others = [.. RowCatalog.All.Where(row => row.Mode == RowMode.Streaming && row.Hidden == 8).Select(row => new Problem(row with { Steps = 1 }))];
        Answer[]? expected = null;
        foreach (IPeer peer in peers)
        {
            // Of a peer with several ways of doing it all would be made.
            if (!others.All(problem => IsOnlyWay(peer, problem)))
            {
                continue;
            }

            (double Time, Answer Answer)[] times = [.. nets.Select(problem => Call(peer, problem))];
            (double Time, Answer Answer)[] again = [.. nets.Select(problem => Call(peer, problem))];
            expected ??= [.. times.Select(call => call.Answer)];
            first.Add(Average(peer, times, expected));
            second.Add(Average(peer, again, expected));
        }

        return [new("a net is made and does its first step", first), new("another of its class is made and does a step", second)];
    }

    private static bool IsOnlyWay(IPeer peer, Problem problem)
    {
        IReadOnlyList<IWork> works = peer.Prepare(problem);
        foreach (IWork work in works)
        {
            work.Run(1);
            work.Dispose();
        }

        return works.Count == 1;
    }

    private static (double Time, Answer Answer) Call(IPeer peer, Problem problem)
    {
        long begin = Stopwatch.GetTimestamp();
        using IWork work = peer.Prepare(problem)[0];
        work.Run(1);
        double time = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        return (time, work.Answer());
    }

    private static SituationTime Average(IPeer peer, (double Time, Answer Answer)[] calls, Answer[] expected) => new(
        peer.Name, calls.Average(call => call.Time), calls.Zip(expected).All(pair => Agreement.Between(pair.Second, pair.First.Answer).Holds));
}

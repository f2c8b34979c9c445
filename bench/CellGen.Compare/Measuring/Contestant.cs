using CellGen.Compare.Peers;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Measuring;

/// <summary>One peer at one row: its fastest net, warmed up, and its times.</summary>
internal sealed class Contestant : IDisposable
{
    private readonly IWork _work;
    private readonly int _iterations;
    private readonly double _steps;
    private readonly List<double> _times = [];
    private long _allocated;

    private Contestant(string peer, IWork work, double nanoseconds, Row row, Pace pace)
    {
        Peer = peer;
        _work = work;
        _iterations = (int)Math.Clamp(pace.RepeatNanoseconds / nanoseconds, 1, 1e8);
        _steps = row.Steps;
    }

    /// <summary>The peer's name.</summary>
    public string Peer { get; }

    /// <summary>Warms up all the ways that a peer has and keeps the fastest; null where it has none.</summary>
    public static Contestant? Enter(IPeer peer, Problem problem, Pace pace) =>
        Choose(peer, problem, pace) is var (work, nanoseconds) ? new Contestant(peer.Name, work, nanoseconds, problem.Row, pace) : null;

    /// <summary>The fastest of the ways that a peer has, and the nanoseconds of an iteration; null where it has none.</summary>
    public static (IWork Work, double Nanoseconds)? Choose(IPeer peer, Problem problem, Pace pace)
    {
        IReadOnlyList<IWork> works = peer.Prepare(problem);
        if (works.Count == 0)
        {
            return null;
        }

        double[] times = [.. works.Select(work => WarmUp(work, pace))];
        int best = Array.IndexOf(times, times.Min());
        foreach (IWork work in works.Where((_, i) => i != best))
        {
            work.Dispose();
        }

        return (works[best], times[best]);
    }

    /// <summary>One repeat.</summary>
    public void Measure()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        double nanoseconds = _work.Run(_iterations);
        _allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        _times.Add(nanoseconds / _iterations / _steps);
    }

    /// <summary>What was computed last.</summary>
    public Answer Answer() => _work.Answer();

    /// <summary>The median, and what is to know beside it.</summary>
    public PeerResult Result(Agreement agreement)
    {
        double allocated = _allocated / (_times.Count * _iterations * _steps);
        _times.Sort();
        return new PeerResult(
            Peer, _work.Variant, _times[_times.Count / 2], _times[0], _times[^1], agreement.Output, agreement.Gradient, agreement.Holds, _work.IsManaged ? allocated : null);
    }

    /// <inheritdoc/>
    public void Dispose() => _work.Dispose();

    /// <summary>
    /// Runs it for a while. On one core the compiler's own thread gets its turn only when this one rests: so there are rounds,
    /// with a rest after each that is longer than the runtime's delay before it compiles again.
    /// </summary>
    /// <returns>The nanoseconds of one iteration when warm: the best of three.</returns>
    private static double WarmUp(IWork work, Pace pace)
    {
        double budget = work.IsManaged ? pace.ManagedWarmUp / pace.Rounds : pace.NativeWarmUp;
        double one = 0;
        for (int round = 0; round < (work.IsManaged ? pace.Rounds : 1); round++)
        {
            one = work.Run(1);
            int calls = 1;
            for (double spent = one; spent < budget && calls < Pace.RoundCalls; spent += one)
            {
                one = work.Run(1);
                calls++;
            }

            Thread.Sleep(work.IsManaged ? 200 : 0);
        }

        int iterations = (int)Math.Clamp(budget / 10 / one, 1, 1e7);
        return Enumerable.Range(0, 3).Min(_ => work.Run(iterations) / iterations);
    }
}

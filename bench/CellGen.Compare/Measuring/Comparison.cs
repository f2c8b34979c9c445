using CellGen.Compare.Bounds;
using CellGen.Compare.Machines;
using CellGen.Compare.Peers;
using CellGen.Compare.Problems;
using CellGen.Compare.Situations;
using CellGen.Simd;

namespace CellGen.Compare.Measuring;

/// <summary>Measures rows: all peers in turn, again and again, so that what disturbs the machine disturbs them all.</summary>
internal static class Comparison
{
    /// <summary>Measures the rows. CellGen is the first of the peers.</summary>
    public static RunResult Measure(Options options, IReadOnlyList<IPeer> peers)
    {
        Pace pace = options.Quick ? Pace.Quick : Pace.Full;
        var rows = new List<RowResult>();
        Peaks peaks = Peaks.Measure();
        IReadOnlyList<Situation> situations = SituationSet.OfPeers(options, peers);
        foreach (Row row in RowCatalog.All.Where(row => row.Name.Contains(options.Rows, StringComparison.OrdinalIgnoreCase) && !(options.Run == "plain" && row.TakesMinutes)))
        {
            rows.Add(Measure(row, Bound.Of(row, peaks), peers, pace));
        }

        PeerInfo[] columns = [.. peers.Select(peer => new PeerInfo(peer.Name, peer.Version, peer.IsRestricted))];
        return new RunResult(
            options.Run, Hardware.PreferredWidth.ToString(), options.Quick, Machine.Read(), peaks, columns, rows, situations, SituationSet.OfCellGen(options, pace));
    }

    /// <summary>Measures a row.</summary>
    public static RowResult Measure(Row row, Bound? bound, IReadOnlyList<IPeer> peers, Pace pace)
    {
        Console.Error.WriteLine(row.Name);
        var problem = new Problem(row);
        var contestants = peers.Select(peer => Contestant.Enter(peer, problem, pace)).OfType<Contestant>().ToList();
        for (int repeat = 0; repeat < pace.Repeats; repeat++)
        {
            contestants.ForEach(contestant => contestant.Measure());
        }

        Answer expected = contestants[0].Answer();
        var results = new List<PeerResult>();
        foreach (Contestant contestant in contestants)
        {
            PeerResult result = contestant.Result(Agreement.Between(expected, contestant.Answer()));
            results.Add(result);
            Console.Error.WriteLine(
                $"    {result.Peer,-17} {result.Nanoseconds,12:0.0} ns  difference {result.Difference:0.0e+0} {(result.GradientDifference > 0 ? $"gradient {result.GradientDifference:0.0e+0} " : "")}{result.Variant}{(result.Agrees ? "" : "  DISAGREES")}");
            contestant.Dispose();
        }

        return new RowResult(row.Name, bound, row.TargetRatio, results);
    }
}

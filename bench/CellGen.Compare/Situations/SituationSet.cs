using CellGen.Compare.Measuring;
using CellGen.Compare.Peers;

namespace CellGen.Compare.Situations;

/// <summary>What the second and the third table have; only in the run with all that the processor has.</summary>
internal static class SituationSet
{
    private const string First = "first calls", Cold = "cold caches", Quiet = "silence", States = "many states", Steps = "steps and sequences", Cores = "two cores";

    /// <summary>The second table. Before the rows, which call the nets that are to be called for the first time here.</summary>
    public static IReadOnlyList<Situation> OfPeers(Options options, IReadOnlyList<IPeer> peers) =>
    [
        .. If(options, First, () => FirstCalls.Measure(peers)),
        .. If(options, Cold, () => ColdCalls.Measure(peers)),
        .. If(options, Quiet, () => Silence.Measure(peers)),
    ];

    /// <summary>The third table.</summary>
    public static IReadOnlyList<TwoWays> OfCellGen(Options options, Pace pace) =>
    [
        .. If(options, States, () => ManyStates.Measure(pace)),
        .. If(options, Steps, () => StepsAndSequences.Measure(pace)),
        .. If(options, Cores, TwoCores.Measure),
    ];

    private static IReadOnlyList<T> If<T>(Options options, string name, Func<IReadOnlyList<T>> measure)
    {
        if (options.Run != "default" || !name.Contains(options.Rows, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        Console.Error.WriteLine(name);
        IReadOnlyList<T> results = measure();
        foreach (T result in results)
        {
            Console.Error.WriteLine($"    {(result is Situation situation ? $"{situation.Name}: {string.Join(", ", situation.Times)}" : result)}");
        }

        return results;
    }
}

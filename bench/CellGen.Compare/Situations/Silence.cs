using System.Globalization;
using CellGen.Compare.Measuring;
using CellGen.Compare.Peers;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Situations;

/// <summary>
/// A step while a stream is silent, after sound. The nets have no biases, so that their states fade to numbers that are no
/// longer normal floats, with which some processors calculate many times slower.
/// </summary>
internal static class Silence
{
    private const int Rate = 48_000;
    private const int Sound = Rate / 10;
    private const int Minute = 60 * Rate;
    private const double MostNanoseconds = 0.25e9;
    private const int Repeats = 3;

    /// <summary>A GRU and an LSTM, a call a step.</summary>
    public static IReadOnlyList<Situation> Measure(IReadOnlyList<IPeer> peers) =>
        [.. RowCatalog.All.Where(row => row.Mode == RowMode.Streaming && row is { Input: 1, Hidden: 16 }).SelectMany(row => Measure(row, peers))];

    private static IEnumerable<Situation> Measure(Row row, IReadOnlyList<IPeer> peers)
    {
        var loud = new List<SituationTime>();
        var quiet = new List<SituationTime>();
        float[]? expected = null;
        foreach (IPeer peer in peers)
        {
            if (Contestant.Choose(peer, new Problem(row with { Steps = Sound }), Pace.Quick) is not var (chosen, time))
            {
                continue;
            }

            // As many steps of sound as of sound and silence, in turn.
            int silent = (int)Math.Min(Minute, MostNanoseconds / time * Sound);
            using IWork noise = Prepare(peer, WithoutBiases(row, Sound + silent), chosen.Variant);
            using IWork silence = Prepare(peer, Silent(WithoutBiases(row, Sound + silent)), chosen.Variant);
            double[] noises = new double[Repeats], silences = new double[Repeats];
            for (int repeat = 0; repeat < Repeats; repeat++)
            {
                noises[repeat] = noise.Run(1) / (Sound + silent);
                silences[repeat] = (silence.Run(1) - (Sound * noises[repeat])) / silent;
            }

            (double loudest, double quietest) = (noises.Min(), silences.Min());
            float[] output = silence.Answer().Output;
            expected ??= output;
            bool agrees = Agreement.Between(new(expected[..output.Length]), new(output)).Holds;
            string seconds = silent == Minute ? "" : string.Create(CultureInfo.InvariantCulture, $", of {(double)silent / Rate:0.#} s");
            loud.Add(new(peer.Name, loudest, agrees));
            quiet.Add(new(peer.Name, quietest, agrees, string.Create(CultureInfo.InvariantCulture, $"{quietest / loudest:0.00} times{seconds}")));
            chosen.Dispose();
        }

        yield return new($"{row.Name}: a step of sound", loud);
        yield return new($"{row.Name}: a step of a minute of silence behind it", quiet);
    }

    /// <summary>The way that was the fastest.</summary>
    private static IWork Prepare(IPeer peer, Problem problem, string variant)
    {
        IReadOnlyList<IWork> works = peer.Prepare(problem);
        IWork work = works.First(each => each.Variant == variant);
        foreach (IWork other in works.Where(each => each != work))
        {
            other.Dispose();
        }

        return work;
    }

    private static Problem WithoutBiases(Row row, int steps)
    {
        var problem = new Problem(row with { Steps = steps });
        foreach (Tensor tensor in problem.Parameters.Where(tensor => tensor.Name.Contains("bias", StringComparison.Ordinal)))
        {
            Array.Clear(tensor.Values);
        }

        return problem;
    }

    private static Problem Silent(Problem problem)
    {
        problem.Input.AsSpan(Sound).Clear();
        return problem;
    }
}

using CellGen.Pictures;

namespace CellGen.Samples.Inside;

/// <summary>The pictures.</summary>
public static class Gallery
{
    private const int Excerpt = 1100;
    private const int Line = 60;

    /// <summary>Draws everything.</summary>
    /// <param name="folder">Where the files go.</param>
    /// <param name="net">The net.</param>
    /// <param name="part">The held-out text.</param>
    /// <param name="found">The units to draw, those of the first features.</param>
    /// <param name="epochs">How the net learned.</param>
    public static void Save(string folder, CharacterNet net, Corpus.Part part, Finding[] found, IReadOnlyList<TrainingReport> epochs)
    {
        string Path(string name) => System.IO.Path.Combine(folder, name);
        int[] tokens = part.Tokens;
        int start = Eventful(part);
        string excerpt = part.Text.Substring(start, Excerpt);
        float[][] units = [.. found.Select(_ => new float[Excerpt])];
        Observation.Read(net, tokens.AsSpan(0, start + Excerpt), (place, cell) =>
        {
            for (int i = 0; i < found.Length && place >= start; i++)
            {
                units[i][place - start] = cell[found[i].Unit];
            }
        });
        string[] files = ["brackets.svg", "comments.svg"];
        for (int i = 0; i < found.Length; i++)
        {
            string title = FormattableString.Invariant($"Unit {found[i].Unit} goes with: {part.Features[i].Name} (correlation {found[i].Correlation:0.00} on text that the net has never seen)");
            ActivationText.Of(excerpt, units[i], title, columns: 130).Save(Path(files[i]));
        }

        // The gates and states of the units that were found, over the first characters.
        var tape = new CharacterNet.Tape(start + Line);
        net.Forward(tokens.AsSpan(0, start + Line), new float[(start + Line) * CharacterNet.OutputSize], tape);
        Recording seen = tape.Record();
        string[] characters = [.. excerpt[..Line].Select(c => c == '\n' ? "↵" : c.ToString())];
        int[] numbers = [.. found.Select(finding => finding.Unit).Distinct()];
        HeatMap.Of(
            new[] { "i", "f", "o", "g", "c", "h" }.Select(name => Part(seen[name], start, numbers)),
            $"Gates and states of the units {string.Join(", ", numbers)}, from the top", characters).Save(Path("gates.svg"));
        Csv.Save(Path("gates.csv"), [Part(seen["c"], start, [.. Enumerable.Range(0, CharacterNet.HiddenSize)])], characters);

        LineChart.Loss(("training", [.. epochs.Select(epoch => epoch.TrainingLoss)]), ("validation", [.. epochs.Select(epoch => epoch.ValidationLoss)])).Save(Path("loss.svg"));
        LineChart.GradientNorms(("trained", Norms(net, tokens, start)), ("untrained", Norms(new CharacterNet(seed: 100), tokens, start))).Save(Path("gradient.svg"));
    }

    /// <summary>Some units of some steps.</summary>
    private static Trace Part(Trace trace, int start, int[] units)
    {
        var part = new Trace(trace.Name, Line, units.Length);
        for (int t = 0; t < Line; t++)
        {
            for (int i = 0; i < units.Length; i++)
            {
                part[t][i] = trace[start + t][units[i]];
            }
        }

        return part;
    }

    /// <summary>The gradient of the loss of the last character alone, back through the ones before it.</summary>
    private static float[] Norms(CharacterNet net, int[] tokens, int start)
    {
        const int Back = 100;
        var mask = new float[Back];
        mask[^1] = 1;
        var norms = new float[Back];
        new GradientProbe(net, Back, Loss.CrossEntropy).Measure(
            new Sequence { Tokens = tokens.AsSpan(start, Back), Labels = tokens.AsSpan(start + 1, Back), Mask = mask }, norms);
        return norms;
    }

    /// <summary>The beginning of the line from which on brackets, quotes and comments change most often: chosen by the text, not by the net.</summary>
    private static int Eventful(Corpus.Part part)
    {
        var changes = new int[part.Text.Length + 1];
        for (int i = 1; i < part.Text.Length; i++)
        {
            changes[i + 1] = changes[i] + part.Features[..3].Count(feature => feature.Values[i] != feature.Values[i - 1]);
        }

        return Enumerable.Range(1, 20_000).Where(i => part.Text[i - 1] == '\n').MaxBy(i => changes[i + Excerpt] - changes[i]);
    }
}

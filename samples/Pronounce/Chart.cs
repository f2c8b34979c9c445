using System.Globalization;

namespace CellGen.Samples.Pronounce;

/// <summary>Draws which letters the net looks at for each phoneme, and who is wrong how often.</summary>
public static class Chart
{
    private const double Cell = 28;
    private const double MapWidth = 400;
    private const double MapHeight = 320;
    private const double Top = 60;
    private const double BarsWidth = 470;
    private const int MapsInARow = 2;

    /// <summary>Draws the chart, as SVG.</summary>
    /// <param name="data">The words, for their phonemes.</param>
    /// <param name="net">The net with attention.</param>
    /// <param name="words">The words to draw.</param>
    /// <param name="scores">The errors, the net's last.</param>
    public static string Draw(WordData data, AttentiveNet net, IReadOnlyList<Word> words, IReadOnlyList<Score> scores)
    {
        int rows = (words.Count + MapsInARow - 1) / MapsInARow;
        double right = 24 + (MapsInARow * MapWidth);
        var svg = new Svg(right + BarsWidth + 40, Top + (rows * MapHeight));
        svg.Text(24, 30, "Which letters (across) the net looks at as it writes each phoneme (down)", weight: "bold");
        for (int i = 0; i < words.Count; i++)
        {
            Map(svg, 60 + (i % MapsInARow * MapWidth), Top + 42 + (i / MapsInARow * MapHeight), data, net, words[i]);
        }

        svg.Text(right + 34, 30, "Errors on held-out words", weight: "bold");
        svg.Text(right + 34, Top + 8, "phonemes");
        Bars.Draw(svg, right + 20, Top + 14, BarsWidth, [.. scores.Select(score => (score.Name, score.PhonemeErrors))], Percent);
        double below = Top + 14 + (scores.Count * 40) + 24;
        svg.Text(right + 34, below, "words with an error");
        Bars.Draw(svg, right + 20, below + 6, BarsWidth, [.. scores.Select(score => (score.Name, score.WordErrors))], Percent);
        return svg.ToString();
    }

    private static string Percent(double part) => part.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static void Map(Svg svg, double x, double y, WordData data, AttentiveNet net, Word word)
    {
        var workspace = new AttentiveNet.Workspace(AttentiveNet.MaxSource);
        var sounds = new int[AttentiveNet.MaxSource];
        int count = net.Decode(WordData.Letters(word.Spelling), sounds, workspace);
        string[] said = data.Say(sounds.AsSpan(0, count).ToArray());
        svg.Text(x, y - 32, $"dictionary: {string.Join(' ', data.Say(word.Sounds))}");
        for (int letter = 0; letter < word.Spelling.Length; letter++)
        {
            svg.Text(x + (letter * Cell) + (Cell / 2), y - 8, word.Spelling[letter].ToString(), "middle");
        }

        for (int step = 0; step < count; step++)
        {
            svg.Text(x - 8, y + (step * Cell) + 19, said[step], "end");
            ReadOnlySpan<float> looked = workspace.Attention(step);
            for (int letter = 0; letter < word.Spelling.Length; letter++)
            {
                svg.Rectangle(x + (letter * Cell), y + (step * Cell), Cell - 1, Cell - 1, FormattableString.Invariant($"rgba(0,114,178,{Math.Max(0.03, looked[letter]):0.00})"));
            }
        }
    }
}

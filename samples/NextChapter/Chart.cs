using System.Globalization;

namespace CellGen.Samples.NextChapter;

/// <summary>Draws how the net learned, and beside it how it compares.</summary>
public static class Chart
{
    private const double Width = 900;
    private const double Height = 330;

    /// <summary>Draws the chart, as SVG.</summary>
    /// <param name="epochs">A report after each epoch, losses in nats.</param>
    /// <param name="models">Their errors on the held-out tenth, the net's last.</param>
    /// <param name="unit">What is guessed.</param>
    public static string Draw(IReadOnlyList<TrainingReport> epochs, IReadOnlyList<(string Name, double Bits)> models, string unit)
    {
        var svg = new Svg(Width, Height);
        svg.Text(24, 30, $"Guessing the next {unit}: bits a {unit}, less is better", weight: "bold");
        svg.Text(24, 56, "while it learns");
        new Curves(svg, 24, 70, 400, 210)
        {
            { "training", Palette.Blue, epochs.Select(epoch => epoch.TrainingLoss / Math.Log(2)) },
            { "validation", Palette.Orange, epochs.Select(epoch => epoch.ValidationLoss / Math.Log(2)) },
        }.Draw("epochs");
        svg.Text(490, 56, "on the held-out tenth of the text");
        Bars.Draw(svg, 490, 70, 386, models, bits => bits.ToString("0.000", CultureInfo.InvariantCulture));
        return svg.ToString();
    }
}

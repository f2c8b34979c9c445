
namespace CellGen.Samples.Memory;

/// <summary>Draws what came out: accuracy by distance, gradients on their way back, and clipping.</summary>
public sealed class Chart
{
    private const double PanelWidth = 400;
    private const double PanelHeight = 210;
    private const double Left = 64;
    private const double Top = 58;
    private const string Axis = "#222";
    private const string Grid = "#d4d4d4";

    // Colours that the colour-blind can tell apart (Okabe and Ito, 2008).
    private static readonly string[] Colors = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    private readonly Svg _svg = new(1000, 680);

    /// <summary>Draws the picture, as SVG.</summary>
    /// <param name="contestants">The kinds of cells.</param>
    /// <param name="curves">The gradients, each with the dashes of its line.</param>
    /// <param name="clippings">The same training with and without clipping.</param>
    public static string Draw(IReadOnlyList<Contestant> contestants, IReadOnlyList<(string Name, double[] Curve, string Dashes)> curves, IReadOnlyList<Clipping> clippings)
    {
        var chart = new Chart();
        chart._svg.Text(Left, 24, "A key among its likes, a question later: what a net must be to remember it", weight: "bold");
        chart.Accuracies(0, "Right, in %, by distance: the key is the first", contestants.Where(contestant => contestant.Place == KeyPlace.Early));
        chart.Accuracies(1, "Right, in %, by distance: the key is anywhere", contestants.Where(contestant => contestant.Place == KeyPlace.Unknown));
        chart.Gradients(curves);
        chart.Clippings(clippings);
        return chart._svg.ToString();
    }

    private void Accuracies(int column, string title, IEnumerable<Contestant> contestants)
    {
        double X(int index) => 20 + (index * (PanelWidth - 40) / (Contestant.Distances.Length - 1));
        Panel(column, 0, title, [.. Enumerable.Range(0, 5).Select(i => ($"{25 * i}", i / 4.0))], [.. Contestant.Distances.Select((distance, i) => ($"{distance}", X(i)))]);
        Line(column, 0, [(0, 1.0 / Recall.Keys), (PanelWidth, 1.0 / Recall.Keys)], "#888", "2 4");
        At(column, 0, 6, (1.0 / Recall.Keys) + 0.02, "chance");
        foreach ((Contestant contestant, int i) in contestants.Select((contestant, i) => (contestant, i)))
        {
            Line(column, 0, [.. contestant.Accuracies.Select((accuracy, k) => (X(k), accuracy))], Colors[i], "none");
            Legend(column, 0, i, contestant.Name, Colors[i], "none");
        }
    }

    private void Gradients(IReadOnlyList<(string Name, double[] Curve, string Dashes)> curves)
    {
        // From 10^-12 to 10^12.
        double Y(double value) => (Math.Clamp(Math.Log10(value), -12, 12) + 12) / 24;
        double X(int step) => step * PanelWidth / (GradientCurve.Steps - 1);
        Panel(0, 1, "‖dL/dh‖, by steps back through time, before any training", [.. Enumerable.Range(0, 5).Select(i => ($"10^{(6 * i) - 12}".Replace('-', '−'), i / 4.0))], [.. Enumerable.Range(0, 6).Select(i => ($"{20 * i}", X(20 * i)))]);
        for (int i = 0; i < curves.Count; i++)
        {
            string color = Colors[i % Colors.Length];
            Line(0, 1, [.. curves[i].Curve.Select((value, step) => (X(step), Y(value)))], color, curves[i].Dashes);
            Legend(0, 1, i, curves[i].Name, color, curves[i].Dashes);
        }
    }

    private void Clippings(IReadOnlyList<Clipping> clippings)
    {
        int epochs = clippings[0].Losses.Length;
        double X(int epoch) => epoch * PanelWidth / (epochs - 1);
        Panel(1, 1, $"Loss by epoch, an RNN of spectral radius {Clipping.Radius}, distance {Clipping.Distance}", [.. Enumerable.Range(0, 6).Select(i => ($"{0.5 * i:0.0}", i / 5.0))], [.. Enumerable.Range(0, (epochs / 10) + 1).Select(i => ($"{10 * i}", 10 * i * PanelWidth / epochs))]);
        for (int i = 0; i < clippings.Count; i++)
        {
            Line(1, 1, [.. clippings[i].Losses.Select((loss, epoch) => (X(epoch), Math.Min(loss / 2.5, 1)))], Colors[i], "none");
            Legend(1, 1, i, float.IsInfinity(clippings[i].ClipNorm) ? "not clipped" : $"clipped to {clippings[i].ClipNorm}", Colors[i], "none");
        }
    }

    private void Panel(int column, int row, string title, (string Text, double Y)[] ys, (string Text, double X)[] xs)
    {
        _svg.Text(PlaceX(column, 0), PlaceY(row, 1) - 10, title);
        foreach ((string text, double y) in ys)
        {
            Line(column, row, [(0, y), (PanelWidth, y)], Grid, "none", 1);
            _svg.Text(PlaceX(column, 0) - 8, PlaceY(row, y) + 4, text, "end");
        }

        Line(column, row, [(0, 0), (PanelWidth, 0)], Axis, "none", 1);
        foreach ((string text, double x) in xs)
        {
            _svg.Text(PlaceX(column, x), PlaceY(row, 0) + 18, text, "middle");
        }
    }

    private void Legend(int column, int row, int index, string name, string color, string dashes)
    {
        double x = PlaceX(column, 0) + (index % 3 * 140);
        double y = PlaceY(row, 0) + 40 + (index / 3 * 20);
        _svg.Line([(x, y - 4), (x + 24, y - 4)], color, 2, dashes);
        _svg.Text(x + 30, y, name);
    }

    private void Line(int column, int row, IReadOnlyList<(double X, double Y)> points, string color, string dashes, double width = 2) =>
        _svg.Line(points.Select(point => (PlaceX(column, point.X), PlaceY(row, point.Y))), color, width, dashes);

    private void At(int column, int row, double x, double y, string text) => _svg.Text(PlaceX(column, x), PlaceY(row, y), text);

    private static double PlaceX(int column, double x) => Left + (column * (PanelWidth + 80)) + x;

    private static double PlaceY(int row, double y) => Top + (row * (PanelHeight + 95)) + 22 + ((1 - y) * PanelHeight);
}

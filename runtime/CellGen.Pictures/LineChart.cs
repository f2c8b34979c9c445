using System.Globalization;
using System.Text.RegularExpressions;
using ScottPlot;

namespace CellGen.Pictures;

/// <summary>Lines over time, on common axes: losses while a net learns, gradients on their way back.</summary>
/// <remarks>ScottPlot draws them; the sizes of its labels depend on the fonts of the machine.</remarks>
public static partial class LineChart
{
    private const int Width = 720;
    private const int Height = 360;

    // Okabe and Ito (2008).
    private static readonly string[] Palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#222222"];

    /// <summary>Losses, a value for each epoch.</summary>
    /// <param name="losses">The name and the values of each line, such as training and validation.</param>
    /// <exception cref="ArgumentException">There is no line, or one has no value.</exception>
    public static Picture Loss(params (string Name, IReadOnlyList<double> Values)[] losses) => Of("Loss", "epoch", "loss", 1, logarithmic: false, losses);

    /// <summary>Norms of gradients back through time, such as a GradientProbe measures, on a logarithmic axis: a straight line is a power.</summary>
    /// <param name="norms">The name of each line and its norms, in the order of time; what is zero or not finite is left out.</param>
    /// <exception cref="ArgumentException">There is no line, or one has no value above zero.</exception>
    public static Picture GradientNorms(params (string Name, IReadOnlyList<float> Values)[] norms) => Of(
        "Gradient of the loss by the state before each step", "step", "norm", 0, logarithmic: true,
        Array.ConvertAll(norms, line => (line.Name, (IReadOnlyList<double>)[.. line.Values.Select(value => (double)value)])));

    /// <summary>Any lines.</summary>
    /// <param name="title">What stands above them.</param>
    /// <param name="x">What the values are of.</param>
    /// <param name="y">What they are.</param>
    /// <param name="first">The number of the first value.</param>
    /// <param name="logarithmic">Whether equal factors are equal distances; then what is not above zero is left out.</param>
    /// <param name="lines">The name and the values of each line; what is not finite is left out.</param>
    /// <exception cref="ArgumentException">There is no line, or one has no value to draw.</exception>
    public static Picture Of(string title, string x, string y, int first, bool logarithmic, params (string Name, IReadOnlyList<double> Values)[] lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Length == 0)
        {
            throw new ArgumentException("There is no line to draw; expected at least one.", nameof(lines));
        }

        using var plot = new Plot();
        for (int i = 0; i < lines.Length; i++)
        {
            var (name, values) = lines[i];
            int[] drawn = [.. Enumerable.Range(0, values.Count).Where(t => double.IsFinite(values[t]) && (!logarithmic || values[t] > 0))];
            if (drawn.Length == 0)
            {
                throw new ArgumentException($"{name} has no value to draw{(logarithmic ? "; expected one above zero" : "")}.", nameof(lines));
            }

            var line = plot.Add.Scatter(
                Array.ConvertAll(drawn, t => (double)(first + t)), Array.ConvertAll(drawn, t => logarithmic ? Math.Log10(values[t]) : values[t]), Color.FromHex(Palette[i % Palette.Length]));
            line.LegendText = name;
            line.LineWidth = 2;
            line.MarkerSize = drawn.Length > 40 ? 0 : 5;
        }

        if (logarithmic)
        {
            plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
            {
                IntegerTicksOnly = true,
                LabelFormatter = exponent => FormattableString.Invariant($"1e{exponent:0}"),
            };
        }

        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        plot.Title(title);
        plot.XLabel(x);
        plot.YLabel(y);
        plot.ShowLegend(logarithmic ? Alignment.LowerRight : Alignment.UpperRight);
        return new Picture(WithoutCounter(plot.GetSvgXml(Width, Height)));
    }

    /// <summary>The names of clips come from a counter of the process: numbered anew, the same lines are the same text.</summary>
    private static string WithoutCounter(string svg)
    {
        var numbers = new Dictionary<string, int>();
        return ClipName().Replace(svg, match =>
        {
            numbers.TryAdd(match.Value, numbers.Count);
            return "clip" + numbers[match.Value].ToString(CultureInfo.InvariantCulture);
        });
    }

    [GeneratedRegex(@"\bcl_[0-9a-f]+\b")]
    private static partial Regex ClipName();
}

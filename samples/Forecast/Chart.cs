using CellGen.Samples.Weather;

namespace CellGen.Samples.Forecast;

/// <summary>Draws the errors by day ahead, and some weeks.</summary>
public static class Chart
{
    private const double Left = 48;
    private const double Top = 92;
    private const double PanelWidth = 420;
    private const double PanelHeight = 210;
    private const double Gap = 64;
    private const int Before = 7;

    // Colours that the colour-blind can tell apart (Okabe and Ito, 2008).
    private static readonly (string Color, string Dashes)[] Styles = [(Palette.Gray, "6 3"), (Palette.Blue, "none"), ("#009e73", "3 3"), (Palette.Orange, "none")];
    private static readonly (string Color, string Dashes) Truth = ("#222", "none");

    /// <summary>Draws the chart, as SVG.</summary>
    /// <param name="table">The days.</param>
    /// <param name="forecasters">All, the net last.</param>
    /// <param name="errors">Theirs.</param>
    /// <param name="weeks">The first days of four weeks to draw.</param>
    public static string Draw(DayTable table, IForecaster[] forecasters, Errors[] errors, int[] weeks)
    {
        var svg = new Svg(Left + (2 * PanelWidth) + Gap + 24, Top + (3 * PanelHeight) + (2 * Gap) + 36);
        svg.Text(24, 28, "Seattle’s temperatures of the next seven days, from the last twenty-eight; 2015, which no forecaster has seen", weight: "bold");
        Legend(svg, [.. forecasters.Select(one => one.Name), "what it was"], [.. Styles, Truth]);
        for (int variable = 0; variable < DayTable.Variables; variable++)
        {
            double high = Math.Ceiling(errors.Max(one => one.Of(variable).Max()));
            var panel = new Panel(svg, Area(variable), (1, DayTable.Week), (0, high));
            panel.Axes($"{Variable.All[variable].Name}: error in °C (RMS), by days ahead", 1);
            for (int i = 0; i < errors.Length; i++)
            {
                panel.Line(1, errors[i].Of(variable), Styles[i]);
            }
        }

        for (int i = 0; i < weeks.Length; i++)
        {
            Week(svg, Area(i + DayTable.Variables), table, forecasters, weeks[i]);
        }

        return svg.ToString();
    }

    private static (double Left, double Top, double Width, double Height) Area(int number) =>
        (Left + (number % 2 * (PanelWidth + Gap)), Top + (number / 2 * (PanelHeight + Gap)), PanelWidth, PanelHeight);

    private static void Legend(Svg svg, string[] names, (string Color, string Dashes)[] styles)
    {
        for (int i = 0; i < names.Length; i++)
        {
            double x = 24 + (i * 165);
            svg.Line([(x, 50), (x + 28, 50)], styles[i].Color, 2, styles[i].Dashes);
            svg.Text(x + 34, 54, names[i]);
        }
    }

    private static void Week(Svg svg, (double Left, double Top, double Width, double Height) area, DayTable table, IForecaster[] forecasters, int start)
    {
        double[] truth = [.. table.Days[(start - Before)..(start + DayTable.Week)].Select(day => (double)day[0])];
        double[][] lines = [.. forecasters.Select(one => one.Forecast(start).Where((_, i) => i % DayTable.Variables == 0).Select(value => (double)value).ToArray())];
        double[] values = [.. truth, .. lines.SelectMany(line => line)];
        var panel = new Panel(svg, area, (1 - Before, DayTable.Week), (Math.Floor(values.Min()) - 1, Math.Ceiling(values.Max()) + 1));
        panel.Axes(FormattableString.Invariant($"{Variable.All[0].Name} in °C, {table.Days[start].Date:d MMMM yyyy} is day 1"), 2);
        panel.Line(1 - Before, truth, Truth);
        for (int i = 0; i < lines.Length; i++)
        {
            panel.Line(1, lines[i], Styles[i]);
        }
    }
}

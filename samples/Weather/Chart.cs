using System.Globalization;

namespace CellGen.Samples.Weather;

/// <summary>Draws a stretch of days: for each variable the truth, the gaps, and how each filler fills them.</summary>
public sealed class Chart
{
    private const double Width = 1000;
    private const double Left = 56;
    private const double Right = 20;
    private const double Top = 66;
    private const double PanelHeight = 170;
    private const double PanelGap = 44;
    private const string TruthColor = "#222";
    private const string GapColor = "#e9e9e9";
    private const string GridColor = "#d4d4d4";

    // Colours that the colour-blind can tell apart (Okabe and Ito, 2008).
    private static readonly (string Color, string Dashes)[] Styles = [("#d55e00", "none"), ("#0072b2", "none"), ("#009e73", "4 3")];

    private readonly WeatherDay[] _truth;
    private readonly WeatherDay[] _observed;
    private readonly List<(string Name, float[] Filled)> _fillings = [];
    private readonly Svg _svg = new(Width, Top + (Variable.Count * (PanelHeight + PanelGap)));

    private Chart(WeatherDay[] truth, WeatherDay[] observed)
    {
        _truth = truth;
        _observed = observed;
    }

    /// <summary>Draws the chart, as SVG.</summary>
    /// <param name="truth">The days, complete.</param>
    /// <param name="observed">The same days with their gaps.</param>
    /// <param name="stretch">Which of them to draw; all are filled.</param>
    /// <param name="fillers">The fillers, the net first.</param>
    public static string Draw(WeatherDay[] truth, WeatherDay[] observed, Range stretch, IReadOnlyList<IGapFiller> fillers)
    {
        var chart = new Chart(truth[stretch], observed[stretch]);
        (int first, int count) = stretch.GetOffsetAndLength(truth.Length);
        foreach (IGapFiller filler in fillers)
        {
            float[] filled = new float[truth.Length * Variable.Count];
            filler.Fill(observed, filled);
            chart._fillings.Add((filler.Name, filled[(first * Variable.Count)..((first + count) * Variable.Count)]));
        }

        chart.Heading();
        for (int variable = 0; variable < Variable.Count; variable++)
        {
            chart.Panel(variable);
        }

        return chart._svg.ToString();
    }

    private void Heading()
    {
        string from = _truth[0].Date.ToString("d MMMM", CultureInfo.InvariantCulture);
        string to = _truth[^1].Date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        _svg.Text(Left, 24, $"Seattle, {from} – {to}: gaps in the weather, filled", weight: "bold");
        double x = Left;
        void Entry(string name, Action<double> sample)
        {
            sample(x);
            _svg.Text(x + 34, 48, name);
            x += 62 + (7 * name.Length);
        }

        Entry("Truth", x => _svg.Line([(x, 44), (x + 26, 44)], TruthColor, 1.5));
        Entry("Gap", x => _svg.Rectangle(x, 36, 26, 16, GapColor));
        foreach (((string name, _), (string color, string dashes)) in _fillings.Zip(Styles))
        {
            Entry(name, x =>
            {
                _svg.Line([(x, 44), (x + 26, 44)], color, 2, dashes);
                _svg.Dot(x + 13, 44, 3, color);
            });
        }
    }

    private void Panel(int variable)
    {
        double top = Top + (variable * (PanelHeight + PanelGap)) + 22;
        double bottom = top + PanelHeight - 22;
        IEnumerable<float> values = _truth.Select(day => day[variable])
            .Concat(_fillings.SelectMany(filling => filling.Filled.Where((_, i) => i % Variable.Count == variable)));
        (float step, float low, float high) = Axis(values.Min(), values.Max());
        double Y(float value) => bottom - ((value - low) / (high - low) * (bottom - top));

        foreach ((int start, int end) in MissingRuns())
        {
            _svg.Rectangle(X(start - 0.5), top, X(end) - X(start), bottom - top, GapColor);
        }

        _svg.Text(Left, top - 8, $"{Variable.All[variable].Name}, {Variable.All[variable].Unit}");
        for (float tick = low; tick <= high; tick += step)
        {
            _svg.Line([(Left, Y(tick)), (Width - Right, Y(tick))], GridColor, 1);
            _svg.Text(Left - 8, Y(tick) + 4, tick.ToString("0;−0", CultureInfo.InvariantCulture), "end");
        }

        DateAxis(bottom);
        _svg.Line(_truth.Select((day, i) => (X(i), Y(day[variable]))), TruthColor, 1.5);
        for (int i = _fillings.Count - 1; i >= 0; i--)
        {
            Filling(_fillings[i].Filled, variable, Styles[i], Y);
        }
    }

    /// <summary>One filler's values: dots on the missing days, joined to each other and to the known days beside.</summary>
    private void Filling(float[] filled, int variable, (string Color, string Dashes) style, Func<float, double> y)
    {
        (double, double) Point(int day) =>
            (X(day), y(_observed[day].IsMissing ? filled[(day * Variable.Count) + variable] : _truth[day][variable]));
        for (int day = 1; day < _observed.Length; day++)
        {
            if (_observed[day].IsMissing || _observed[day - 1].IsMissing)
            {
                _svg.Line([Point(day - 1), Point(day)], style.Color, 2, style.Dashes);
            }
        }

        foreach (int day in Enumerable.Range(0, _observed.Length).Where(day => _observed[day].IsMissing))
        {
            (double x, double height) = Point(day);
            _svg.Dot(x, height, 3, style.Color);
        }
    }

    private void DateAxis(double bottom)
    {
        _svg.Line([(Left, bottom), (Width - Right, bottom)], TruthColor, 1);
        for (int i = 0; i < _truth.Length; i += 7)
        {
            _svg.Line([(X(i), bottom), (X(i), bottom + 5)], TruthColor, 1);
            _svg.Text(X(i), bottom + 19, _truth[i].Date.ToString("d MMM", CultureInfo.InvariantCulture), "middle");
        }
    }

    /// <summary>The gaps: first missing day, first known day after it.</summary>
    private IEnumerable<(int Start, int End)> MissingRuns()
    {
        for (int start = 0; start < _observed.Length; start++)
        {
            int end = start;
            while (end < _observed.Length && _observed[end].IsMissing)
            {
                end++;
            }

            if (end > start)
            {
                yield return (start, end);
                start = end;
            }
        }
    }

    private double X(double day) => Left + 12 + (day / (_truth.Length - 1) * (Width - Right - Left - 24));

    /// <summary>A step of 1, 2 or 5 that gives at most six ticks, and the ticks that enclose the values.</summary>
    private static (float Step, float Low, float High) Axis(float min, float max)
    {
        float step = new[] { 1f, 2f, 5f, 10f }.First(step => (max - min) / step <= 5);
        return (step, MathF.Floor(min / step) * step, MathF.Ceiling(max / step) * step);
    }
}

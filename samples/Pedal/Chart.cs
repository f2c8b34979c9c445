
namespace CellGen.Samples.Pedal;

/// <summary>Draws some milliseconds of sound, how far each is off, and what comes out beside what goes in.</summary>
public sealed class Chart
{
    private const double Width = 1000;
    private const double Left = 64;
    private const double WaveWidth = 560;
    private const double PanelHeight = 200;

    // Colours that the colour-blind can tell apart (Okabe and Ito, 2008).
    private static readonly string[] Colors = ["#222", "#d55e00", "#0072b2"];

    private readonly Svg _svg = new(Width, 590);

    /// <summary>Draws the picture, as SVG.</summary>
    /// <param name="input">Some samples of what goes in, in volts.</param>
    /// <param name="outputs">What comes out: of the circuit, of the net, of the shaper with its filter.</param>
    /// <param name="rate">Samples a second.</param>
    public static string Draw(float[] input, IReadOnlyList<(string Name, float[] Samples)> outputs, int rate)
    {
        var chart = new Chart();
        chart._svg.Text(Left, 24, "A diode clipper and what has learned it", weight: "bold");
        for (int i = 0; i < outputs.Count; i++)
        {
            chart._svg.Line([(Left + (240 * i), 44), (Left + (240 * i) + 26, 44)], Colors[i], 2, i == 1 ? "5 3" : "none");
            chart._svg.Text(Left + (240 * i) + 34, 48, outputs[i].Name);
        }

        float largest = outputs.Max(output => output.Samples.Max(Math.Abs));
        double milliseconds = 1000.0 * input.Length / rate;
        double X(int t) => Left + (WaveWidth * t / (input.Length - 1));
        chart.Frame(Left, 90, WaveWidth, "Output, in volts", "ms", milliseconds, $"{largest:0.00}");
        chart.Frame(Left, 350, WaveWidth, "Error, in millivolts", "ms", milliseconds, "20");
        foreach (int i in new[] { 0, 2, 1 })
        {
            chart._svg.Line(outputs[i].Samples.Select((value, t) => (X(t), Y(90, value / largest))), Colors[i], 1.5, i == 1 ? "5 3" : "none");
            if (i > 0)
            {
                chart._svg.Line(outputs[i].Samples.Select((value, t) => (X(t), Y(350, Math.Clamp((value - outputs[0].Samples[t]) / 0.020, -1, 1)))), Colors[i], 1.2);
            }
        }

        // A loop: what comes out depends on what went in before.
        const double Side = 690;
        float loudest = input.Max(Math.Abs);
        chart.Frame(Side, 90, 280, "Output by input: memory makes loops", "", 0, $"{largest:0.00}");
        foreach (int i in new[] { 0, 2, 1 })
        {
            chart._svg.Line(outputs[i].Samples.Select((value, t) => (Side + 140 + (140 * input[t] / loudest), Y(90, value / largest))), Colors[i], 1, i == 1 ? "5 3" : "none");
        }

        chart._svg.Text(Side, 90 + PanelHeight + 18, $"−{loudest:0.0} V");
        chart._svg.Text(Side + 280, 90 + PanelHeight + 18, $"{loudest:0.0} V", "end");
        return chart._svg.ToString();
    }

    private static double Y(double top, double value) => top + ((1 - value) / 2 * PanelHeight);

    private void Frame(double left, double top, double width, string title, string unit, double end, string largest)
    {
        _svg.Text(left, top - 10, title);
        foreach (double value in new[] { -1.0, 0, 1 })
        {
            _svg.Line([(left, Y(top, value)), (left + width, Y(top, value))], "#d4d4d4", 1);
        }

        if (unit.Length > 0)
        {
            _svg.Text(left, top + PanelHeight + 18, $"0 {unit}");
            _svg.Text(left + width, top + PanelHeight + 18, $"{end:0} {unit}", "end");
        }

        _svg.Text(left - 6, Y(top, 1) + 4, largest, "end");
        _svg.Text(left - 6, Y(top, -1) + 4, "−" + largest, "end");
    }
}

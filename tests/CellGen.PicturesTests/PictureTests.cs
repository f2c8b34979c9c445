using System.Globalization;
using System.Xml.Linq;
using CellGen.Pictures;
using Xunit;

namespace CellGen.PicturesTests;

/// <summary>Pictures are well-formed, show their values in the right places, and are the same under every culture.</summary>
public class PictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_heat_map_has_each_value_in_its_place()
    {
        var trace = new Trace("z", steps: 4, units: 3);
        for (int i = 0; i < 12; i++)
        {
            trace.Values[i] = (i - 4) / 10f;
        }

        trace[3][2] = float.NaN;
        ColorScale scale = ColorScale.Of(trace.Values);
        Assert.Equal((-0.6f, 0.6f), (scale.Low, scale.High));
        string[,] cells = Cells(Parse(HeatMap.Of(trace, title: "<&>")), rows: 3, columns: 4);
        for (int step = 0; step < 4; step++)
        {
            for (int unit = 0; unit < 3; unit++)
            {
                Assert.Equal(scale.ColorOf(trace[step][unit]), cells[unit, step]);
            }
        }

        Assert.Equal("#8a8a8a", cells[2, 3]);
        Assert.Equal("#ffffff", cells[1, 1]); // 0
    }

    [Fact]
    public void Several_values_are_one_below_the_other_with_the_words_below()
    {
        string[] words = ["a", "sentence", "&", "its", "\u0001end"];
        XDocument picture = Parse(HeatMap.Of([new Trace("h", 5, 2), new Trace("encoder.z", 5, 7, layer: 1, direction: 1)], "Two", words));
        string[] texts = [.. picture.Descendants(Svg + "text").Select(text => text.Value)];
        Assert.Contains("encoder.z_l1_reverse: 7 units", texts);
        Assert.Contains("·end", texts);
        Assert.Equal(2, texts.Count(text => text == "sentence"));
        Assert.Throws<ArgumentException>(() => HeatMap.Of(Array.Empty<Trace>()));
        Assert.Contains("4 labels; h_l0 has 5 steps", Assert.Throws<ArgumentException>(() => HeatMap.Of(new Trace("h", 5, 2), steps: words[..4])).Message);
    }

    [Fact]
    public void Attention_is_darker_where_the_weight_is_larger()
    {
        var attention = new Trace("attention", steps: 2, units: 3);
        new[] { 0f, 0.25f, 0.75f, 1f, 0f, 0f }.CopyTo(attention.Values, 0);
        string[,] cells = Cells(Parse(AttentionMap.Of(attention, ["c", "a", "t"], ["K", "AE1"], "cat")), rows: 2, columns: 3);
        Assert.Equal("#ffffff", cells[0, 0]);
        Assert.Equal("#005ca0", cells[1, 0]);
        Assert.True(Brightness(cells[0, 1]) > Brightness(cells[0, 2]));
        Assert.Throws<ArgumentException>(() => AttentionMap.Of(attention, ["c", "a"], ["K", "AE1"]));
        Assert.Throws<ArgumentException>(() => AttentionMap.Of(attention, ["c", "a", "t"], ["K"]));
    }

    [Fact]
    public void A_text_has_the_colour_of_each_character_behind_it()
    {
        const string Text = "if (a < b)\n\tc = \"d\";\nlonger than eleven";
        float[] values = [.. Enumerable.Range(0, Text.Length).Select(i => (i % 7) - 3f)];
        XDocument picture = Parse(ActivationText.Of(Text, values, columns: 11));
        string[] lines = [.. picture.Descendants(Svg + "text").Select(text => text.Value).Take(4)];
        Assert.Equal(["if (a < b)↵", "→c = \"d\";↵", "longer than", " eleven"], lines);
        string[,] cells = Cells(picture, rows: 4, columns: 11);
        ColorScale scale = ColorScale.Of(values);
        Assert.Equal(scale.ColorOf(values[4]), cells[0, 4]);
        Assert.Equal(scale.ColorOf(values[11 + 5]), cells[1, 5]);
        Assert.Equal(scale.ColorOf(values[^1]), cells[3, 6]);
        Assert.Null(cells[3, 7]);
        Assert.Throws<ArgumentException>(() => ActivationText.Of(Text, values.AsSpan(1)));
    }

    [Fact]
    public void Curves_are_drawn_and_what_cannot_be_is_an_error()
    {
        XDocument loss = Parse(LineChart.Loss(("training", [3, 2, 1.5]), ("validation", [3.1, double.NaN, 2])));
        Assert.Contains(loss.Descendants(Svg + "text"), text => text.Value.Trim() == "validation");
        XDocument norms = Parse(LineChart.GradientNorms(("lstm", [1e-6f, 0, 1e-3f, 1])));
        Assert.Contains(norms.Descendants(Svg + "text"), text => text.Value.Trim() == "1e-6");
        Assert.Contains("above zero", Assert.Throws<ArgumentException>(() => LineChart.GradientNorms(("lstm", [0f]))).Message);
        Assert.Throws<ArgumentException>(() => LineChart.Loss());
    }

    [Fact]
    public void Csv_has_all_digits_of_all_values()
    {
        var h = new Trace("h", 2, 2);
        new[] { 0.1f, -1e-20f, 3, 1f / 3 }.CopyTo(h.Values, 0);
        var attention = new Trace("attention", 1, 1);
        var text = new StringWriter();
        Csv.Write(text, [h, attention], ["a, \"b\"", "c"]);
        string[] lines = text.ToString().Split('\n');
        Assert.Equal("step,label,h_l0[0],h_l0[1],attention_l0[0]", lines[0]);
        Assert.Equal("0,\"a, \"\"b\"\"\",0.1,-1E-20,0", lines[1]);
        Assert.Equal("1,c,3,0.33333334,", lines[2]);
        Assert.Throws<ArgumentException>(() => Csv.Write(text, [h], ["one"]));
    }

    [Fact]
    public void Every_culture_draws_the_same()
    {
        static string Draw()
        {
            var trace = new Trace("z", 30, 40);
            trace[3][5] = 0.125f;
            var text = new StringWriter();
            Csv.Write(text, [trace]);
            return HeatMap.Of(trace).Svg + ActivationText.Of("abc", [0.5f, -0.25f, 0]).Svg + text + LineChart.GradientNorms(("a", [0.01f, 0.5f])).Svg;
        }

        CultureInfo before = CultureInfo.CurrentCulture;
        string expected = Draw();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(expected, Draw());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static XDocument Parse(Picture picture)
    {
        XDocument document = XDocument.Parse(picture.Svg);
        Assert.Equal(Svg + "svg", document.Root!.Name);
        Assert.DoesNotContain("NaN", picture.Svg);
        return document;
    }

    /// <summary>The colours of the first map of a picture, read back from its paths.</summary>
    private static string[,] Cells(XDocument picture, int rows, int columns)
    {
        var cells = new string[rows, columns];
        foreach (XElement path in picture.Descendants(Svg + "g").First().Elements(Svg + "path"))
        {
            foreach (string run in ((string)path.Attribute("d")!).Split('z', StringSplitOptions.RemoveEmptyEntries))
            {
                int[] numbers = [.. run.Split(['M', ' ', 'h', 'v', 'H'], StringSplitOptions.RemoveEmptyEntries).Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
                for (int column = numbers[0]; column < numbers[0] + numbers[2]; column++)
                {
                    Assert.Null(cells[numbers[1], column]);
                    cells[numbers[1], column] = (string)path.Attribute("fill")!;
                }
            }
        }

        return cells;
    }

    private static int Brightness(string color) => Convert.ToInt32(color[1..3], 16) + Convert.ToInt32(color[3..5], 16) + Convert.ToInt32(color[5..7], 16);
}

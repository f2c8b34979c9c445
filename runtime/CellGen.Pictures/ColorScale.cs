using System.Globalization;

namespace CellGen.Pictures;

/// <summary>
/// The colours of values: from white to blue where none is below zero, such as gates and attention; else from blue over white,
/// which is zero, to orange. The two are told apart by the colour-blind, too (Okabe and Ito, 2008).
/// </summary>
/// <param name="limit">The largest magnitude: what is beyond it has its colour.</param>
/// <param name="signed">Whether values may be below zero.</param>
public readonly struct ColorScale(float limit, bool signed)
{
    /// <summary>The colour of NaN, in which no value is.</summary>
    internal const string NoNumber = "#8a8a8a";

    /// <summary>The steps from white to a full colour. More would be more text, and hardly seen.</summary>
    private const int Levels = 24;

    private static readonly (int R, int G, int B) Blue = (0, 92, 160), Orange = (213, 94, 0);

    /// <summary>The lowest value.</summary>
    public float Low => signed ? -limit : 0;

    /// <summary>The highest value.</summary>
    public float High => limit;

    /// <summary>The scale that the largest magnitude fills; where all are zero, one up to 1.</summary>
    /// <param name="values">The values; those that are not finite do not count.</param>
    public static ColorScale Of(ReadOnlySpan<float> values)
    {
        float limit = 0;
        bool signed = false;
        foreach (float value in values)
        {
            limit = float.IsFinite(value) ? Math.Max(limit, Math.Abs(value)) : limit;
            signed |= value < 0;
        }

        return new ColorScale(limit > 0 ? limit : 1, signed);
    }

    /// <summary>The colour of a value, as #rrggbb.</summary>
    /// <param name="value">The value.</param>
    public string ColorOf(float value)
    {
        if (float.IsNaN(value))
        {
            return NoNumber;
        }

        int level = (int)MathF.Round(Math.Clamp(value / limit, -1, 1) * Levels);
        var (r, g, b) = level < 0 || !signed ? Blue : Orange;
        int part = Math.Max(signed ? Math.Abs(level) : level, 0);
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(r):x2}{Mix(g):x2}{Mix(b):x2}");

        int Mix(int full) => 255 + ((full - 255) * part / Levels);
    }
}

using CellGen.Generator.Model;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CellGen.Generator.Parsing;

/// <summary>What a build asks of every net: properties of the project, or of its command line.</summary>
internal static class BuildProperties
{
    /// <summary>The property that names the widths, such as "256,Plain".</summary>
    public const string WidthsProperty = "CellGenVectorWidths";

    /// <summary>What it may hold.</summary>
    public const string WidthsExpected = "some of 512, 256, 128 and Plain, with commas between them";

    private static readonly (string Name, VectorWidths Width)[] Names =
        [("512", VectorWidths.Bits512), ("256", VectorWidths.Bits256), ("128", VectorWidths.Bits128), ("Plain", VectorWidths.Plain)];

    /// <summary>The text of the property; null where nobody set it.</summary>
    public static string? WidthsText(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue("build_property." + WidthsProperty, out string? text) && text.Trim().Length > 0 ? text.Trim() : null;

    /// <summary>The widths that the text names: the usual ones where there is none; null where a part of it is no width.</summary>
    public static VectorWidths? Widths(string? text)
    {
        if (text is null)
        {
            return VectorWidths.Default;
        }

        VectorWidths widths = default;
        foreach (string part in text.Split(',').Select(part => part.Trim()))
        {
            var width = Names.FirstOrDefault(known => string.Equals(known.Name, part, StringComparison.OrdinalIgnoreCase)).Width;
            if (width == default)
            {
                return null;
            }

            widths |= width;
        }

        return widths;
    }
}

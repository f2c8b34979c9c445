using System.Text.RegularExpressions;

namespace CellGen.PicturesTests;

/// <summary>A line of symbols that tensors hold: "W_r, W_z [20 × 10]: weight_ih_l0, weight_ih_l1 [40 × 10]".</summary>
/// <param name="Names">The symbols.</param>
/// <param name="Shape">The shape of each.</param>
/// <param name="Tensors">The tensors.</param>
/// <param name="Whole">The shape of each tensor.</param>
internal sealed partial record SymbolLine(string[] Names, int[] Shape, string[] Tensors, int[] Whole)
{
    /// <summary>The lines of a text that name tensors.</summary>
    public static SymbolLine[] Of(IEnumerable<string> lines) => [.. lines.Select(line => Pattern().Match(line)).Where(match => match.Success).Select(match => new SymbolLine(
        match.Groups["names"].Value.Split(", "),
        Numbers(match.Groups["shape"].Value),
        match.Groups["tensors"].Value.Split(", "),
        Numbers(match.Groups[match.Groups["whole"].Success ? "whole" : "shape"].Value)))];

    private static int[] Numbers(string shape) => Array.ConvertAll(shape.Split(" × "), int.Parse);

    [GeneratedRegex(@"^ *(?<names>.+) \[(?<shape>[\d× ]+)\]: (?<tensors>[^\[]+?)( \[(?<whole>[\d× ]+)\])?$")]
    private static partial Regex Pattern();
}

using System.Text.RegularExpressions;

namespace CellGen.Generator.Parsing;

/// <summary>Which names equations may have: generated code makes others of them, and files have them.</summary>
internal static class EquationNames
{
    private const int MostLetters = 40;

    /// <summary>What is wrong with a name, or null.</summary>
    /// <param name="name">The name.</param>
    /// <param name="call">What it is given to: State, W, U, Vector or Let.</param>
    public static string? MistakeOf(string name, string call)
    {
        if (!IsWord(name) || name.Length > MostLetters)
        {
            return $"'{name}' is no name for equations; expected letters and digits, with single underscores between them";
        }

        if (call == "State" && (name.Length > 1 || name[0] is < 'a' or > 'z' or 'h' || "abdkmtwx".Contains(name)))
        {
            return $"'{name}' is no name for a state; expected a letter such as c, and not h, which is the output, or one of a, b, d, k, m, t, w and x, which generated code has";
        }

        return call == "Vector" && name is "ih" or "hr"
            ? $"'{name}' is no name for a vector: weight_{name} is a matrix"
            : name == "h" && call is "Let" or "Vector" ? "'h' is the state of the step before; choose another name" : null;
    }

    private static bool IsWord(string name) => Regex.IsMatch(name, @"^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*\z");
}

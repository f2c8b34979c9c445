namespace CellGen.Generator.Kernels;

/// <summary>How names in generated code are made of others.</summary>
internal static class Identifier
{
    /// <summary>What kernels call a state, the mask, a column, a row or an element.</summary>
    private const string KernelLetters = "abcdhkmtwx";

    public static string Capitalize(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    public static string Uncapitalize(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>A name with what says whose it is before it; an empty prefix leaves it as it is.</summary>
    public static string Prefixed(string prefix, string name) => prefix.Length == 0 ? name : prefix + Capitalize(name);

    /// <summary>
    /// What the variable of a named value is called: r, dr, p_i, da_r, as the equations have it. A name that is a word, or a letter
    /// with a meaning in kernels, ends in an underscore, as none of the kernels' own does: a user's cell has any name.
    /// </summary>
    public static string Variable(string name)
    {
        bool isPlain = name.Length switch
        {
            1 => IsLetter(name[0]) && !KernelLetters.Contains(name),
            2 => name[0] == 'd' && IsLetter(name[1]),
            3 => name[1] == '_' && IsLetter(name[0]) && IsLetter(name[2]),
            4 => name[0] == 'd' && IsLetter(name[1]) && name[2] == '_' && IsLetter(name[3]),
            _ => false,
        };
        return isPlain ? name : name + "_";
    }

    private static bool IsLetter(char letter) => letter is >= 'a' and <= 'z';
}

namespace CellGen.Samples.OwnCell;

/// <summary>The letters that the nets know.</summary>
public static class Alphabet
{
    /// <summary>How many there are.</summary>
    public const int Size = 35;

    private const string Letters = " abcdefghijklmnopqrstuvwxyz.,;'\"-?!";

    /// <summary>
    /// A text as tokens: capitals are small letters, several spaces and ends of lines one space; what else is not in the alphabet
    /// is left out.
    /// </summary>
    public static int[] Read(string text)
    {
        var tokens = new List<int>();
        foreach (char c in text)
        {
            int token = Letters.IndexOf(char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c), StringComparison.Ordinal);
            if (token > 0 || (token == 0 && tokens is [.., > 0]))
            {
                tokens.Add(token);
            }
        }

        return [.. tokens];
    }
}

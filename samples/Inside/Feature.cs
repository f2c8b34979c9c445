namespace CellGen.Samples.Inside;

/// <summary>Something that a reader of a program keeps in mind, as a number after each character.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Values">Its value after each character of the text.</param>
public sealed record Feature(string Name, float[] Values)
{
    /// <summary>
    /// What there is to be found in a line of C#: whether it is in round brackets; in a comment; in a string; how far it is.
    /// </summary>
    /// <param name="text">The text.</param>
    public static Feature[] Of(string text)
    {
        var brackets = new float[text.Length];
        var quotes = new float[text.Length];
        var comments = new float[text.Length];
        var column = new float[text.Length];
        int depth = 0, place = 0;
        bool quoted = false, comment = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            char before = i > 0 ? text[i - 1] : '\n';
            place++;
            if (c == '\n')
            {
                (depth, place, quoted, comment) = (0, 0, false, false);
            }
            else if (c == '"' && !comment && before is not ('\\' or '\''))
            {
                quoted = !quoted;
            }
            else if (c == '/' && before == '/' && !quoted)
            {
                comment = true;
            }

            depth = Math.Max(0, depth + (c == '(' ? 1 : c == ')' ? -1 : 0));
            (brackets[i], comments[i], quotes[i], column[i]) = (depth > 0 ? 1 : 0, comment ? 1 : 0, quoted ? 1 : 0, place);
        }

        return [new("inside brackets", brackets), new("inside a comment", comments), new("inside quotes", quotes), new("place in the line", column)];
    }
}

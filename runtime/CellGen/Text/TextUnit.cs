namespace CellGen;

/// <summary>What a <see cref="Vocabulary"/> cuts a text into.</summary>
public enum TextUnit
{
    /// <summary>Unicode's characters (code points), white space among them.</summary>
    Characters,

    /// <summary>
    /// Words: runs of letters, digits, marks, and apostrophes and hyphens between them. Every other character that is not white
    /// space is a token of its own; white space separates.
    /// </summary>
    Words,
}

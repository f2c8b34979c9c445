using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Printing;

/// <summary>Indented text with \n line ends; numbers are formatted the same under every culture.</summary>
internal sealed class CodeWriter(FullNames names)
{
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Writes one line.</summary>
    public void Line(FormattableString line) => Raw(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Writes lines as they are, each indented.</summary>
    public void Raw(string lines)
    {
        lines = names.Apply(lines.Replace("\r", ""));
        for (int start = 0, end; start <= lines.Length; start = end + 1)
        {
            end = lines.IndexOf('\n', start);
            end = end < 0 ? lines.Length : end;
            if (end > start)
            {
                _text.Append(' ', _indent * 4).Append(lines, start, end - start);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes one line in which no name is that of a type.</summary>
    public void Verbatim(string line) => _text.Append(' ', _indent * 4).Append(line).Append('\n');

    /// <summary>Writes statements, each in its line.</summary>
    public void Lines(IEnumerable<string> statements)
    {
        foreach (string statement in statements)
        {
            Raw(statement);
        }
    }

    /// <summary>Writes an empty line and the summary of the member that follows.</summary>
    public void Summary(string text)
    {
        Line();
        Raw($"/// <summary>{text}</summary>");
    }

    /// <summary>Opens a block, after an optional head line.</summary>
    public void Open(FormattableString? head = null)
    {
        if (head is not null)
        {
            Line(head);
        }

        Raw("{");
        _indent++;
    }

    /// <summary>Opens a member, or a type, with its summary; its head may have several lines.</summary>
    public void OpenMember(string summary, params string[] head)
    {
        Raw($"/// <summary>{summary}</summary>");
        Lines(head);
        Open();
    }

    /// <summary>Closes a block.</summary>
    public void Close(string end = "}")
    {
        _indent--;
        Raw(end);
    }

    /// <summary>Closes a block that an empty line follows.</summary>
    public void End()
    {
        Close();
        Line();
    }

    /// <summary>Writes a block whole: its head, and the lines within.</summary>
    public void Block(FormattableString head, string lines)
    {
        Open(head);
        Raw(lines);
        Close();
    }

    /// <summary>
    /// The text as the compiler wants it: read piece by piece, since a string of this length, were it only for a moment,
    /// would be a large object, and those bring full collections.
    /// </summary>
    public SourceText ToSourceText() => SourceText.From(new TextBuilderReader(_text), _text.Length, Encoding.UTF8);
}
